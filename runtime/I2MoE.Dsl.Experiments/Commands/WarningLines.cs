using I2MoE.Dsl.Experiments.Terminal;
using Microsoft.Extensions.Logging;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary>Writes the warnings of a training, and nothing else that it logs, a line each.</summary>
/// <param name="console">Where they are written, each once.</param>
internal sealed class WarningLines(ProgramConsole console) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            console.Warn(formatter(state, exception));
        }
    }
}
