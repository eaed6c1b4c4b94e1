using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Studies.Imbalance;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Studies.Service;

/// <summary>
/// <c>fire</c>: a service under 64 callers, of whose requests one in ten is wrong, lets another run take over, is killed, and starts again, as often as asked for.
/// </summary>
internal sealed class FireStudy : IDisposable
{
    private const int Callers = 64;
    private const int Rows = 600;
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(0.5);
    private readonly string _root = Directory.CreateTempSubdirectory("i2moe-fire-").FullName;

    /// <summary>Writes what the callers got; 0 where nothing was wrong or lost.</summary>
    public static async Task<int> ReportAsync(StudyOptions options)
    {
        using var study = new FireStudy();
        string[] runs = [study.Train(seed: 0), study.Train(seed: 1)];
        IReadOnlyDictionary<string, float[]>[] samples = [.. Enumerable.Range(0, Callers).Select(Sample)];
        using var callers = new FireCallers(samples, [.. runs.Select(run => Answers(run, samples))]);
        ServiceProcess service = await ServiceProcess.StartAsync(runs[0]).ConfigureAwait(false);
        callers.Up(service.Address);
        Task asking = callers.RunAsync();
        for (int kill = 0; kill < options.Kills; kill++)
        {
            await Task.Delay(s_between).ConfigureAwait(false);
            await callers.SwapAsync(runs[(kill + 1) % 2]).ConfigureAwait(false);
            await Task.Delay(s_between).ConfigureAwait(false);
            callers.Down();
            await service.KillAsync().ConfigureAwait(false);
            service.Dispose();
            service = await ServiceProcess.StartAsync(runs[(kill + 1) % 2]).ConfigureAwait(false);
            callers.Up(service.Address);
        }

        await Task.Delay(s_between).ConfigureAwait(false);
        await callers.EndAsync().ConfigureAwait(false);
        await asking.ConfigureAwait(false);
        service.Dispose();
        Console.WriteLine("| kills | swaps | right answers | wrong requests refused | in flight at a kill | lost otherwise | wrong answers |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {options.Kills} | {options.Kills} | {callers.Answered} | {callers.Refused} | {callers.InFlight} | {callers.Lost} | {callers.Wrong} |"));
        Console.WriteLine(callers.First is { } first ? $"The first that was lost or wrong: {first}" : "");
        return callers.Lost + callers.Wrong == 0 && callers.InFlight <= (long)Callers * options.Kills ? 0 : 1;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Train(int seed)
    {
        string folder = Path.Combine(_root, seed.ToString(CultureInfo.InvariantCulture));
        ModelSpecification specification = StudySpecification.Of("""
            name: UnderFire
            task: { kind: classification, classes: 2 }
            modalities: { left: { features: 4, encoder: linear }, right: { features: 4, encoder: linear } }
            fusion: { kind: transformer, layers: 1, heads: 2, hidden_dim: 16, patches: 2 }
            training: { epochs: 2 }

            """);
        using MultimodalDataset all = RareFaults.Draw(seed: 1);
        using MultimodalDataset some = all.Subset([.. Enumerable.Range(0, Rows).Select(row => (long)row * (RareFaults.Samples / Rows))]);
        using DataSplits splits = some.Split(seed: 0).Standardise();
        using var trainer = new Trainer<SpecifiedModel>(of => new SpecifiedModel(specification, of), SpecifiedModel.TrainingOptionsOf(specification), new TrainerOptions { Seed = seed, Device = "cpu" });
        trainer.FitAsync(splits).GetAwaiter().GetResult();
        var experiment = new ExperimentDefinition
        {
            Name = specification.Declaration.Name,
            Yaml = YamlExperimentWriter.Write(specification),
            CreateModel = of => new SpecifiedModel(specification, of),
            CreateBaseline = of => SpecifiedModel.CreateBaseline(specification, of),
        };
        using TrainedModel<SpecifiedModel> trained = TrainedModel.Of(trainer, splits, experiment);
        trained.Save(folder);
        return folder;
    }

    private static double[][] Answers(string run, IReadOnlyDictionary<string, float[]>[] samples)
    {
        using TrainedModel<MultimodalModel> model = TrainedModel.Open(run);
        return [.. samples.Select(sample => model.Predict(sample).Probabilities.Values.ToArray())];
    }

    private static IReadOnlyDictionary<string, float[]> Sample(int caller) => new Dictionary<string, float[]>
    {
        ["Left"] = [.. Enumerable.Range(0, 4).Select(i => MathF.Sin(i + caller))],
        ["Right"] = [.. Enumerable.Range(0, 4).Select(i => 3 * MathF.Cos(i * caller))],
    };
}
