using System.Globalization;
using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Studies.Defaults;

/// <summary>One model on one split of one data set, measured on samples that chose nothing.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Split">The seed of the split.</param>
/// <param name="Model">The set of options, or the baseline.</param>
/// <param name="Accuracy">The accuracy.</param>
/// <param name="Auroc">The area under the curve, one class against the rest.</param>
/// <param name="LogLoss">The log loss in nats.</param>
/// <param name="Epoch">The epoch that was kept; 0 of a baseline.</param>
/// <param name="Seconds">What it took.</param>
internal sealed record Cell(string Data, long Split, string Model, double Accuracy, double Auroc, double LogLoss, int Epoch, double Seconds)
{
    /// <summary>The first line of a file of cells.</summary>
    public const string Header = "data,split,model,accuracy,auroc,log_loss,epoch,seconds";

    /// <summary>A cell of its metrics.</summary>
    public static Cell Of(string data, long split, string model, TaskMetrics metrics, int epoch, TimeSpan time)
    {
        var its = (ClassificationMetrics)metrics;
        return new Cell(data, split, model, its.Accuracy, its.AurocOneVsRest, its.LogLoss, epoch, time.TotalSeconds);
    }

    /// <summary>The cells of a file; none where it is absent.</summary>
    public static List<Cell> Read(string file) => !File.Exists(file) ? [] :
    [
        .. File.ReadAllLines(file).Skip(1).Select(line => line.Split(',')).Where(part => part.Length == Header.Split(',').Length)
            .Select(part => new Cell(part[0], long.Parse(part[1], CultureInfo.InvariantCulture), part[2], Number(part[3]), Number(part[4]), Number(part[5]), (int)Number(part[6]), Number(part[7]))),
    ];

    /// <summary>Adds it to a file.</summary>
    public void Append(string file)
    {
        if (!File.Exists(file))
        {
            File.WriteAllText(file, Header + "\n");
        }

        File.AppendAllText(file, FormattableString.Invariant($"{Data},{Split},{Model},{Accuracy:0.0000},{Auroc:0.0000},{LogLoss:0.0000},{Epoch},{Seconds:0.0}\n"));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
