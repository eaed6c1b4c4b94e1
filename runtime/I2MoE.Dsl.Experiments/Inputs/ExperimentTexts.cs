using I2MoE.Dsl.Data;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using TorchSharp;
using static TorchSharp.torch;
using CatalogueOfText = I2MoE.Dsl.Specification.Catalogue.TextEncoderOptions;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>The modalities of an experiment that are text: opens what makes token ids of them, and learns the words of the training part.</summary>
/// <param name="specification">The experiment.</param>
/// <param name="places">Where the files of its data are looked for.</param>
internal sealed class ExperimentTexts(ModelSpecification specification, DataPlaces places)
{
    private readonly Dictionary<string, TextCoding> _codings = [];

    /// <summary>How the text of each modality becomes token ids; complete after <see cref="Learn"/>.</summary>
    public IReadOnlyDictionary<string, TextCoding> Codings => _codings;

    /// <summary>The full paths of the files that tokenizers are read from.</summary>
    /// <exception cref="DatasetException">One is not there.</exception>
    public IEnumerable<string> Files => Stated.SelectMany(text => FilesOf(text).Select(file => file.Path));

    private IEnumerable<ModalityData> Stated => specification.Data!.Modalities.Where(stated => stated.IsText);

    /// <summary>How the column of a modality is read.</summary>
    /// <param name="stated">What the data section says of the modality.</param>
    /// <param name="modality">The modality.</param>
    /// <param name="fitted">What a run fixed about its data; null before the first training.</param>
    /// <exception cref="DatasetException">A file is not there or no vocabulary, or its tokens are not those that the model declares.</exception>
    public TableText Of(ModalityData stated, Modality modality, Preprocessing? fitted)
    {
        int padding = PaddingOf(stated.Modality);
        if (fitted is null && stated.Tokenizer!.Definition == TokenizerOptions.Words)
        {
            return new TableText(stated.Names[0], modality.Shape[0], padding, new WordCollector(stated.Tokenizer.Get(TokenizerOptions.Lowercase)));
        }

        TextCoding coding = _codings[stated.Modality] = fitted?.Texts.GetValueOrDefault(stated.Modality) ?? Read(stated);
        string? path = fitted is null ? FilesOf(stated).First().Path : null;
        TextTokenizer tokenizer = Open(coding, path);
        if (Problem(modality, tokenizer.Tokens, padding) is { } problem)
        {
            throw path is null ? new DatasetException(problem) : new DatasetException(problem, path);
        }

        return new TableText(stated.Names[0], modality.Shape[0], padding, tokenizer);
    }

    /// <summary>Numbers the words of the training part, the most frequent first, as many as the encoder has ids for; all others become one.</summary>
    /// <param name="data">All samples as they were read before a first training.</param>
    /// <param name="training">The samples of the training part.</param>
    public void Learn(MultimodalDataset data, long[] training)
    {
        foreach (ModalityData stated in Stated.Where(stated => stated.Tokenizer!.Definition == TokenizerOptions.Words && data.Tokens.ContainsKey(stated.Modality)))
        {
            IReadOnlyList<string> found = data.Tokens[stated.Modality];
            int room = specification.Modalities.First(modality => modality.Name == stated.Modality).Encoders[0].Get(CatalogueOfText.Vocabulary);
            int[] chosen = Chosen(found, Counts(data, stated.Modality, training), room);
            long[] ids = new long[found.Count];
            Array.Fill(ids, WordTokenizer.UnknownId, 1, ids.Length - 1);
            foreach ((int place, int id) in chosen.Index())
            {
                ids[id] = WordTokenizer.UnknownId + 1 + place;
            }

            string[] words = [WordTokenizer.Padding, WordTokenizer.Unknown, .. chosen.Select(id => found[id])];
            data.RenumberTokens(stated.Modality, ids, words);
            _codings[stated.Modality] = new TextCoding(stated.Names[0], TokenizerOptions.Words.Kind, stated.Tokenizer!.Get(TokenizerOptions.Lowercase), PaddingOf(stated.Modality), words);
        }
    }

    private static int[] Chosen(IReadOnlyList<string> words, long[] counts, int room) =>
    [
        .. Enumerable.Range(WordTokenizer.UnknownId + 1, words.Count - WordTokenizer.UnknownId - 1)
            .Where(id => counts[id] > 0)
            .OrderByDescending(id => counts[id])
            .ThenBy(id => words[id], StringComparer.Ordinal)
            .Take(room - WordTokenizer.UnknownId - 1),
    ];

    private static long[] Counts(MultimodalDataset data, string modality, long[] training)
    {
        using DisposeScope scope = NewDisposeScope();
        using MultimodalDataset part = data.Subset(training);
        int words = data.Tokens[modality].Count;
        Tensor counts = zeros(words, ScalarType.Int64);
        part.ForEachBlock(modality, (_, block) => counts.add_(block.flatten().bincount(weights: null, minlength: words), TorchNumber.One));
        return counts.data<long>().ToArray();
    }

    private static TextTokenizer Open(TextCoding coding, string? path)
    {
        try
        {
            return coding.Open();
        }
        catch (DatasetException e) when (path is not null)
        {
            throw new DatasetException(e.Message, path);
        }
    }

    private static string? Problem(Modality modality, IReadOnlyList<string> tokens, int padding)
    {
        if (tokens.Count > modality.Vocabulary)
        {
            return FormattableString.Invariant($"there are {tokens.Count} tokens, but modality {modality.Name} declares vocabulary: {modality.Vocabulary}. Declare vocabulary: {tokens.Count}.");
        }

        if (padding >= tokens.Count || TextTokenizer.IsPadding(tokens[padding]))
        {
            return null;
        }

        int known = tokens.Index().Where(token => token.Item.Length > 0 && TextTokenizer.IsPadding(token.Item)).Select(token => token.Index).FirstOrDefault(-1);
        string better = known >= 0
            ? FormattableString.Invariant($"Declare padding_id: {known}, which is '{tokens[known]}'.")
            : FormattableString.Invariant($"None of the tokens is for padding: declare vocabulary: {tokens.Count + 1} and padding_id: {tokens.Count}.");
        return FormattableString.Invariant($"the encoder of modality {modality.Name} takes the id {padding} for no token, but it is the token '{ShownText.Of(tokens[padding])}'. {better}");
    }

    private TextCoding Read(ModalityData stated)
    {
        Component tokenizer = stated.Tokenizer!;
        Dictionary<string, byte[]> files = [];
        foreach ((string key, string path) in FilesOf(stated))
        {
            try
            {
                files[key] = File.ReadAllBytes(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new DatasetException($"the file of tokens cannot be read: {DataFiles.Reason(e) ?? e.Message}", path, innerException: e);
            }
        }

        bool lowercase = tokenizer.Definition == TokenizerOptions.WordPiece && tokenizer.Get(TokenizerOptions.Lowercase);
        return new TextCoding(stated.Names[0], tokenizer.Definition.Kind, lowercase, PaddingOf(stated.Modality), Files: files);
    }

    private IEnumerable<(string Key, string Path)> FilesOf(ModalityData stated) => TokenizerOptions.Files
        .Where(file => stated.Tokenizer!.Definition.Options.Contains(file))
        .Select(file => (file.YamlName, places.Find($"data.modalities.{stated.Modality}.tokenizer.{file.YamlName}", stated.Tokenizer!.Get(file))));

    private int PaddingOf(string modality) => specification.Modalities.First(known => known.Name == modality).Encoders[0].Get(CatalogueOfText.PaddingId);
}
