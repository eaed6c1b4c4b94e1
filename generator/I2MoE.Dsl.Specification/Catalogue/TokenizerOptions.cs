namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The ways in which a column of text becomes token ids.</summary>
public static class TokenizerOptions
{
    /// <summary>The number of tokens.</summary>
    public static Option<int> Length { get; } =
        new("Length", OptionType.Integer, "Number of tokens of a sample, as the shape of the modality says; longer texts lose their end, shorter ones are padded. It need not be given.", 0, minimum: 1, maximum: 1_000_000);

    /// <summary>Whether case is ignored.</summary>
    public static Option<bool> Lowercase { get; } =
        new("Lowercase", OptionType.Flag, "Whether text is put in lower case before it is divided.", true);

    /// <summary>The file of the tokens.</summary>
    public static Option<string> Vocabulary { get; } =
        new("Vocabulary", OptionType.Text, "The tokens of WordPiece, one on each line in the order of their ids (vocab.txt), from the folder of the experiment. It must be given.", "");

    /// <summary>The file of the tokens with their ids.</summary>
    public static Option<string> BpeVocabulary { get; } =
        new("Vocabulary", OptionType.Text, "The tokens with their ids (vocab.json), from the folder of the experiment. It must be given.", "");

    /// <summary>The file of the merges.</summary>
    public static Option<string> Merges { get; } =
        new("Merges", OptionType.Text, "The merges in their order (merges.txt), from the folder of the experiment. It must be given.", "");

    /// <summary>The file of a SentencePiece model.</summary>
    public static Option<string> Model { get; } =
        new("Vocabulary", OptionType.Text, "The model of SentencePiece (.model), from the folder of the experiment. It must be given.", "");

    /// <summary>Whole words.</summary>
    public static ComponentDefinition Words { get; } =
        new(Section.Tokenizer, "words", "The words of the training part, the most frequent first, as many as the encoder's vocabulary holds; 0 is no word and 1 every other one.", Length, Lowercase);

    /// <summary>WordPiece.</summary>
    public static ComponentDefinition WordPiece { get; } =
        new(Section.Tokenizer, "wordpiece", "WordPiece with the tokens of a file, as of BERT.", Vocabulary, Length, Lowercase);

    /// <summary>Byte pair encoding.</summary>
    public static ComponentDefinition Bpe { get; } =
        new(Section.Tokenizer, "bpe", "Byte pair encoding with the tokens and merges of files, as of GPT-2 and RoBERTa.", BpeVocabulary, Merges, Length);

    /// <summary>SentencePiece.</summary>
    public static ComponentDefinition SentencePiece { get; } =
        new(Section.Tokenizer, "sentencepiece", "SentencePiece with the model of a file, as of T5 and Llama.", Model, Length);

    /// <summary>The options that name files.</summary>
    public static IReadOnlyList<Option<string>> Files { get; } = [Vocabulary, BpeVocabulary, Merges, Model];
}
