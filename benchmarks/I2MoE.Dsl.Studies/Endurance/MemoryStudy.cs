using System.Globalization;
using TorchSharp;

namespace I2MoE.Dsl.Studies.Endurance;

/// <summary><c>memory</c>: resident memory and tensors over 3,000 steps of a training, and resident memory over ten trainings in one process.</summary>
internal static class MemoryStudy
{
    private const int StepsWatched = 3000;
    private const int Every = 100;
    private const int Warm = 500;
    private const int Runs = 10;
    private const string Options = "average: { kind: ema, decay: 0.99 }, schedule: { kind: cosine, warmup: 0.1 }, gradient_clipping: 1";

    /// <summary>Writes both.</summary>
    public static int Report()
    {
        List<(double Step, double Megabytes, double Tensors)> points = [];
        Trainings.Run(Options, 1 + (StepsWatched / Trainings.Steps), checkpoint: null, Watch, (_, _) => { });
        List<(double Step, double Megabytes, double Tensors)> warm = points.FindAll(point => point.Step >= Warm);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{points[^1].Step:0} steps: resident {points[0].Megabytes:0.0} MB after {Every}, {warm[0].Megabytes:0.0} after {Warm}, {points[^1].Megabytes:0.0} at the end; slope from {Warm}: {1000 * Slope([.. warm.Select(point => (point.Step, point.Megabytes))]):0.00} kB a step; tensors {warm.Min(point => point.Tensors)} to {warm.Max(point => point.Tensors)}, slope {Slope([.. warm.Select(point => (point.Step, point.Tensors))]):0.0000} a step"));

        List<double> resident = [];
        for (int run = 0; run < Runs; run++)
        {
            Trainings.Run(Options, epochs: 10, checkpoint: null, _ => { }, (_, _) => { });
            resident.Add(Resident());
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Runs} trainings: resident {string.Join(", ", resident.Select(megabytes => megabytes.ToString("0.0", CultureInfo.InvariantCulture)))} MB; slope from the third: {Slope([.. resident.Skip(2).Select((megabytes, run) => ((double)run, megabytes))]):0.00} MB a training"));
        return 0;

        void Watch(long step)
        {
            if (step % Every == 0)
            {
                points.Add((step, Resident(), torch.Tensor.TotalCount));
            }
        }
    }

    private static double Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet / 1e6;
    }

    // Least squares.
    private static double Slope(IReadOnlyList<(double X, double Y)> points)
    {
        double x = points.Average(point => point.X);
        double y = points.Average(point => point.Y);
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }
}
