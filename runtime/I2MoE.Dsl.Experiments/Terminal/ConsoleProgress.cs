using System.Globalization;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Training;
using I2MoE.Dsl.Writing;
using Spectre.Console;

namespace I2MoE.Dsl.Experiments.Terminal;

/// <summary>
/// Shows training on the console: on a terminal a bar with percent, time left, the validation score so far and its best, and a line an epoch that stays;
/// redirected to a file, or where a bar has no room, one plain line an epoch.
/// </summary>
/// <param name="title">What is trained, for example <c>I2MoE, seed 0</c>.</param>
/// <param name="console">The console; null for the process's own.</param>
public sealed class ConsoleProgress(string title, IAnsiConsole? console = null) : IProgress<TrainingProgress>
{
    // Where nothing of a bar fits, drawing it never ends.
    private const int NarrowestBar = 20;

    private readonly IAnsiConsole _console = console ?? AnsiConsole.Console;
    private readonly Lock _gate = new();

    /// <summary>Trains with the display on.</summary>
    /// <typeparam name="T">The result of the training.</typeparam>
    /// <param name="fit">Starts the training with the progress to report to.</param>
    public async Task<T> RunAsync<T>(Func<IProgress<TrainingProgress>, Task<T>> fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        if (!_console.Profile.Capabilities.Interactive || !_console.Profile.Capabilities.Ansi || _console.Profile.Width < NarrowestBar)
        {
            return await fit(this).ConfigureAwait(false);
        }

        var live = new LiveLine(title, _console);
        return await _console.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(live.Columns)
            .StartAsync(context => fit(live.On(context.AddTask(CellText.Of(title)))))
            .ConfigureAwait(false);
    }

    /// <summary>Writes a line where the report completes an epoch.</summary>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Completed is { } epoch)
        {
            lock (_gate)
            {
                _console.Profile.Out.Writer.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{title}: epoch {epoch.Epoch}/{value.Epochs}, {Describe(value.Losses)}, validation {epoch.Validation.Told(value.ChosenBy)}{(epoch.IsBest ? " (best)" : "")}, {epoch.Duration.TotalSeconds:0.0} s"));
            }
        }
    }

    private static string Describe(IReadOnlyList<LossValue> losses) =>
        string.Join(", ", losses.Take(3).Select(loss => $"{(loss.Name == "Total" ? "loss" : loss.Name.ToLowerInvariant())} {ShownNumber.Of(loss.Value, "0.000")}"));
}
