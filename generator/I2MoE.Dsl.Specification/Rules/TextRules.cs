using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about columns of text (I2MOE783 to I2MOE787).</summary>
public static class TextRules
{
    private const int ExampleLength = 128;
    private const int ExampleVocabulary = 10_000;

    /// <summary>Text is a column of a table.</summary>
    public static Rule InTable { get; } = new(
        "I2MOE783",
        "Text is named outside a table",
        RuleSeverity.Error,
        "'text' of modality '‹@{0}›' needs a table (csv, parquet), one column of which has the texts; {1} source has arrays. Token ids that are there already are an array of whole numbers.",
        Find((_, data, modality) => data.SourceOf(modality.Modality).IsArrays(), (_, data, modality) => [modality.Modality, $"an {data.SourceOf(modality.Modality).Definition.Kind}"]));

    /// <summary>Text is read into a modality of token ids.</summary>
    public static Rule TakesTokens { get; } = new(
        "I2MOE784",
        "Text is read into a modality that takes no token ids",
        RuleSeverity.Error,
        "The text of modality '‹@{0}›' becomes token ids, but its encoder takes {1}. Give it, for example, 'shape: [{2}]' and 'encoder: {{ kind: text, vocabulary: {3} }}'.",
        Find(
            (specification, _, modality) => specification.FindModality(modality.Modality) is { } known && EncoderOf(known) is { Input.IsTokens: false },
            (specification, _, modality) =>
            {
                ModalitySpecification known = specification.FindModality(modality.Modality)!;
                EncoderInput input = EncoderOf(known)!.Input;
                return [modality.Modality, input == EncoderInput.Any ? "numbers" : input.Meaning, OptionText.Value(LengthOf(modality) ?? ExampleLength), OptionText.Value(ExampleVocabulary)];
            }));

    /// <summary>The number of tokens is that of the shape.</summary>
    public static Rule LengthFitsShape { get; } = new(
        "I2MOE785",
        "The number of tokens is not that of the modality",
        RuleSeverity.Error,
        "'length' gives modality '‹@{0}›' {1} tokens a sample, but it has the shape {2}. Remove 'length', which is then as the shape says, or make both the same.",
        DataText.Find((specification, data) => Texts(data)
            .Where(text => HasOtherLength(specification, text.Modality))
            .Select(text => (
                new SpecificationPath(Section.Tokenizer, text.Index, Option: TokenizerOptions.Length.Name),
                new[] { text.Modality.Modality, OptionText.Value(LengthOf(text.Modality)!.Value), OptionText.Value(ShapeOf(specification, text.Modality)) }))));

    /// <summary>A tokenizer of files names them.</summary>
    public static Rule HasFiles { get; } = new(
        "I2MOE786",
        "A tokenizer has no vocabulary",
        RuleSeverity.Error,
        "The {0} tokenizer of modality '‹@{1}›' needs '{2}', {3}. Give it, from the folder of the experiment.",
        DataText.Find((_, data) =>
            from text in Texts(data)
            let tokenizer = text.Modality.Tokenizer!
            from option in tokenizer.Definition.Options
            where TokenizerOptions.Files.Contains(option) && !tokenizer.IsGiven(option)
            select (new SpecificationPath(Section.Tokenizer, text.Index), new[] { tokenizer.Definition.Kind, text.Modality.Modality, option.YamlName, Example(option) })));

    /// <summary>The words of the training part begin after the padding.</summary>
    public static Rule WordsArePadded { get; } = new(
        "I2MOE787",
        "The padding id of words is another one",
        RuleSeverity.Error,
        "The words tokenizer of modality '‹@{0}›' pads with the id 0, but its encoder has 'padding_id: {1}'. Remove it.",
        Find(
            (specification, _, modality) => modality.Tokenizer!.Definition == TokenizerOptions.Words && PaddingOf(specification, modality) is not (null or 0),
            (specification, _, modality) => [modality.Modality, OptionText.Value(PaddingOf(specification, modality)!.Value)]));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [InTable, TakesTokens, LengthFitsShape, HasFiles, WordsArePadded];

    private static Func<ModelSpecification, IEnumerable<(SpecificationPath Path, string[] Arguments)>> Find(
        Func<ModelSpecification, DataSpecification, ModalityData, bool> isBroken, Func<ModelSpecification, DataSpecification, ModalityData, string[]> arguments) =>
        DataText.Find((specification, data) => Texts(data)
            .Where(text => isBroken(specification, data, text.Modality))
            .Select(text => (DataText.At(text.Index), arguments(specification, data, text.Modality))));

    private static IEnumerable<(ModalityData Modality, int Index)> Texts(DataSpecification data) =>
        data.Modalities.Select((modality, index) => (Modality: modality, Index: index)).Where(text => text.Modality.IsText);

    private static EncoderDefinition? EncoderOf(ModalitySpecification modality) =>
        modality.Encoders.Count == 1 && modality.Encoders[0].Definition is EncoderDefinition definition ? definition : null;

    private static bool HasOtherLength(ModelSpecification specification, ModalityData modality) =>
        LengthOf(modality) is { } length && ShapeOf(specification, modality) is { Count: 1 } shape && shape[0] != length;

    private static EquatableArray<int> ShapeOf(ModelSpecification specification, ModalityData modality) =>
        specification.FindModality(modality.Modality) is { } known ? EmbeddingShape.Input(known) : default;

    private static int? LengthOf(ModalityData modality) =>
        modality.Tokenizer is { } tokenizer && tokenizer.IsGiven(TokenizerOptions.Length) ? tokenizer.ValidInteger(TokenizerOptions.Length) : null;

    private static int? PaddingOf(ModelSpecification specification, ModalityData modality) =>
        specification.FindModality(modality.Modality) is { Encoders: [{ } encoder] } && encoder.Definition == TextEncoderOptions.Definition
            ? encoder.ValidInteger(TextEncoderOptions.PaddingId)
            : null;

    private static string Example(Option option) => option == TokenizerOptions.Vocabulary ? "the file of its tokens, for example vocab.txt"
        : option == TokenizerOptions.BpeVocabulary ? "the file of its tokens, for example vocab.json"
        : option == TokenizerOptions.Merges ? "the file of its merges, for example merges.txt"
        : "the file of its model, for example spiece.model";
}
