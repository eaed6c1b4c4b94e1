using I2MoE.Dsl.Data;
using I2MoE.Dsl.Tests.Encoders;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using Microsoft.Extensions.Logging;

namespace I2MoE.Dsl.Tests.SelfTest;

/// <summary>A training in a process of its own, which finds a verdict on its machine that the test has written.</summary>
internal static class RefusedRun
{
    /// <summary>The program: writes warnings, and "trained" or why nothing was.</summary>
    public static async Task RunAsync(TextWriter output)
    {
        using Trainer<SmallMedia> trainer = SmallMedia.CreateTrainer(new TrainerOptions { Epochs = 1, Logger = new OutputLogger(output) });
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        try
        {
            await trainer.FitAsync(data);
            await output.WriteLineAsync("trained");
        }
        catch (TrainingException e)
        {
            await output.WriteLineAsync(e.Message);
        }
    }

    private sealed class OutputLogger(TextWriter output) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                output.WriteLine($"{logLevel}: {formatter(state, exception)}");
            }
        }
    }
}
