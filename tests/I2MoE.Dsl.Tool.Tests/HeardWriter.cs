namespace I2MoE.Dsl.Tool.Tests;

/// <summary>Keeps what is written, and says when a line with a word has come.</summary>
/// <param name="word">The word.</param>
internal sealed class HeardWriter(string word) : StringWriter
{
    private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first line with the word.</summary>
    public Task<string> LineAsync() => _line.Task;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.Contains(word, StringComparison.Ordinal) == true)
        {
            _line.TrySetResult(value);
        }
    }
}
