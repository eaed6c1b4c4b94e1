using System.Globalization;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Training;
using I2MoE.Dsl.Writing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace I2MoE.Dsl.Experiments.Terminal;

/// <summary>
/// The line of a training on a terminal, one line whatever its width: bar, percent and time left, then as much as fits of epoch, validation score and
/// best, loss and step. Completed epochs are written above it.
/// </summary>
/// <param name="title">What is trained.</param>
/// <param name="console">The terminal.</param>
internal sealed class LiveLine(string title, IAnsiConsole console) : IProgress<TrainingProgress>
{
    private const int BarWidth = 12;
    private const int PercentWidth = 4;
    private const int TimeWidth = 13;
    private const int Gaps = 3;

    private ProgressTask? _task;
    private IReadOnlyList<string> _parts = [title];
    private TimeSpan? _remaining;
    private EpochResult? _best;
    private EpochResult? _last;

    /// <summary>What the line consists of.</summary>
    public ProgressColumn[] Columns =>
    [
        new ProgressBarColumn { Width = BarWidth },
        new FixedColumn(PercentWidth, (task, _) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(task.Percentage):0} %").PadLeft(PercentWidth)),
        new FixedColumn(TimeWidth, (_, _) => TimeLeft(_remaining)),
        new FixedColumn(width: null, (_, width) => Fit(_parts, width - BarWidth - PercentWidth - TimeWidth - (2 * Gaps))),
    ];

    /// <summary>The time in words that fit the line; blank while it is not known.</summary>
    public static string TimeLeft(TimeSpan? remaining) => (remaining switch
    {
        null => "",
        { TotalDays: >= 2 } time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0} days"),
        { TotalHours: >= 1 } time => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00} left"),
        { } time => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00} left"),
    }).PadLeft(TimeWidth);

    /// <summary>The first parts, as many as fit.</summary>
    public static string Fit(IReadOnlyList<string> parts, int width)
    {
        string text = parts[0];
        foreach (string part in parts.Skip(1).TakeWhile(part => text.Length + 2 + part.Length <= width))
        {
            text += "  " + part;
        }

        return text.Length <= width ? text : text[..Math.Max(0, width - 1)] + "…";
    }

    /// <summary>Shows a task.</summary>
    public LiveLine On(ProgressTask task)
    {
        _task = task;
        console.WriteLine(title);
        return this;
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Completed is { } epoch)
        {
            _last = epoch;
            _best = epoch.IsBest ? epoch : _best;
            console.WriteLine(LineOf(value, epoch));
        }

        _parts = Describe(value);
        _remaining = value.Remaining;
        _task!.MaxValue = (double)value.Epochs * value.StepsPerEpoch;
        _task.Value = ((value.Epoch - 1.0) * value.StepsPerEpoch) + value.Step;
    }

    // What matters most comes first: the rest goes where the terminal is narrow.
    private string[] Describe(TrainingProgress value)
    {
        string[] score = _last?.Validation.Chosen(value.ChosenBy) is not { } last
            ? []
            : [$"{last.Name} {ShownNumber.Of(last.Value, "0.000")}", .. _best is null ? (string[])[] : [$"best {ShownNumber.Of(_best.Validation.Chosen(value.ChosenBy).Value, "0.000")}"]];
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"{value.Epoch}/{value.Epochs}"),
            .. score,
            .. value.Losses.Take(1).Select(loss => Loss(loss)),
            string.Create(CultureInfo.InvariantCulture, $"step {value.Step}/{value.StepsPerEpoch}"),
            .. value.Losses.Skip(1).Take(2).Select(loss => Loss(loss)),
        ];
    }

    private static string LineOf(TrainingProgress value, EpochResult epoch)
    {
        int digits = value.Epochs.ToString(CultureInfo.InvariantCulture).Length;
        string number = epoch.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(digits);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {number}/{value.Epochs}  {Loss(value.Losses[0])}  validation {epoch.Validation.Told(value.ChosenBy)}{(epoch.IsBest ? " (best)" : "")}  {epoch.Duration.TotalSeconds:0.0} s");
    }

    private static string Loss(LossValue loss) =>
        $"{(loss.Name == "Total" ? "loss" : loss.Name.ToLowerInvariant())} {ShownNumber.Of(loss.Value, "0.000")}";

    /// <summary>Text that is never broken into lines.</summary>
    /// <param name="width">How wide it is; null for what the others leave.</param>
    /// <param name="text">The text for a task and the width of the console.</param>
    private sealed class FixedColumn(int? width, Func<ProgressTask, int, string> text) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(text(task, options.ConsoleSize.Width)) { Overflow = Overflow.Ellipsis };

        public override int? GetColumnWidth(RenderOptions options) => width;
    }
}
