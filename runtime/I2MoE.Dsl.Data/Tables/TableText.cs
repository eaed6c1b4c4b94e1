namespace I2MoE.Dsl.Data;

/// <summary>The column of a table whose text becomes token ids.</summary>
/// <param name="Column">The column.</param>
/// <param name="Length">The number of tokens of a sample.</param>
/// <param name="PaddingId">The id that stands for no token.</param>
/// <param name="Tokenizer">Divides the text.</param>
internal sealed record TableText(string Column, int Length, int PaddingId, TextTokenizer Tokenizer);
