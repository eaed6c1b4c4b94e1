using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.SafeTensors;
using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>Moves parameters and persistent buffers of a model to and from safetensors files. A tensor's name is its path in the model.</summary>
internal static class ModelWeights
{
    private const string ModelKey = "model";
    private const string PrecisionKey = "precision";
    private const string TargetMeanKey = "target_mean";
    private const string TargetDeviationKey = "target_deviation";
    private const string TemperatureKey = "temperature";
    private const string ThresholdsKey = "thresholds";
    private const string IntervalEndsKey = "interval_ends";

    /// <summary>Writes a file, whole or not at all.</summary>
    public static void Save(MultimodalModel model, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using DisposeScope scope = torch.NewDisposeScope();
        var metadata = new Dictionary<string, string> { ["format"] = "pt", [ModelKey] = model.Description.Name, [SafeTensorsDigest.Key] = "" };
        if (ModelPrecision.Of(model) is { } precision)
        {
            metadata[PrecisionKey] = precision.ToString();
        }

        if (model.TargetScaling is { } scaling)
        {
            metadata[TargetMeanKey] = scaling.Mean.ToString("R", CultureInfo.InvariantCulture);
            metadata[TargetDeviationKey] = scaling.Deviation.ToString("R", CultureInfo.InvariantCulture);
        }

        if (model.OutputTemperature is { } temperature)
        {
            metadata[TemperatureKey] = temperature.ToString("R", CultureInfo.InvariantCulture);
        }

        if (model.Thresholds is { } thresholds)
        {
            metadata[ThresholdsKey] = Joined(thresholds);
        }

        if (model.IntervalEnds is { } ends)
        {
            metadata[IntervalEndsKey] = Joined(ends);
        }

        SafeTensorsFile.Write(path, State(model).ToDictionary(pair => pair.Key, pair => pair.Value.cpu()), metadata);
    }

    /// <summary>Reads a file into a model, whole or not at all. The model then computes in the precision and the units of the one that was saved.</summary>
    public static void Load(MultimodalModel model, string path)
    {
        using SafeTensorsFile file = SafeTensorsFile.Read(path);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        Dictionary<string, torch.Tensor> targets = State(model);
        CheckTensors($"{path}: {model.Description.Name}", targets, EarlierNames.Omit(model, file.Tensors));
        Precision? precision = PrecisionOf(path, file);

        // Weights from elsewhere do not say, and the model's outputs keep their units.
        TargetScaling? scaling = file.Metadata.ContainsKey(ModelKey) ? TargetOf(path, file, model.Description.Task == TaskKind.Count) : model.TargetScaling;
        double? temperature = file.Metadata.ContainsKey(ModelKey) ? TemperatureOf(path, file) : model.OutputTemperature;
        IReadOnlyList<double>? thresholds = file.Metadata.ContainsKey(ModelKey) ? ThresholdsOf(path, file, model.Description) : model.Thresholds;
        IReadOnlyList<double>? ends = file.Metadata.ContainsKey(ModelKey) ? IntervalEndsOf(path, file, model.Description) : model.IntervalEnds;
        foreach ((string name, torch.Tensor target) in targets)
        {
            target.copy_(file.Tensors[name].view(target.shape));
        }

        if (precision is { } known)
        {
            ModelPrecision.Set(model, known);
        }

        model.TargetScaling = scaling;
        model.OutputTemperature = temperature;
        model.Thresholds = thresholds;
        model.IntervalEnds = ends;
    }

    /// <summary>Checks that there is a tensor of the right size for every target, and no other.</summary>
    /// <exception cref="ModelException">It names what is missing, unknown or of another shape.</exception>
    public static void CheckTensors(string what, IReadOnlyDictionary<string, torch.Tensor> targets, IReadOnlyDictionary<string, torch.Tensor> tensors)
    {
        IReadOnlyList<string> problems = WeightProblems.Of(targets, tensors);
        if (problems.Count > 0)
        {
            string more = problems.Count > 5 ? $" … and {problems.Count - 5} more" : "";
            throw new ModelException($"{what}: the weights do not belong to this model: {string.Join("; ", problems.Take(5))}{more}.");
        }
    }

    // Weights from elsewhere do not say, and the model computes as it did.
    private static Precision? PrecisionOf(string path, SafeTensorsFile file) => file.Metadata.GetValueOrDefault(PrecisionKey) is not { } text
        ? null
        : Enum.TryParse(text, out Precision precision) && Enum.IsDefined(precision)
            ? precision
            : throw ModelException.InFile(path, $"the metadata give the precision '{text}'; allowed: {string.Join(", ", Enum.GetNames<Precision>())}.");

    private static TargetScaling? TargetOf(string path, SafeTensorsFile file, bool areCounts)
    {
        if (!file.Metadata.TryGetValue(TargetMeanKey, out string? mean) || !file.Metadata.TryGetValue(TargetDeviationKey, out string? deviation))
        {
            return null;
        }

        try
        {
            return TargetScaling.From(double.Parse(mean, CultureInfo.InvariantCulture), double.Parse(deviation, CultureInfo.InvariantCulture), areCounts);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw ModelException.InFile(path, $"the metadata give targets the mean '{mean}' and the deviation '{deviation}'; expected a finite mean and a deviation above 0.");
        }
    }

    private static double? TemperatureOf(string path, SafeTensorsFile file) => file.Metadata.GetValueOrDefault(TemperatureKey) is not { } text
        ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double temperature) && double.IsFinite(temperature) && temperature > 0
            ? temperature
            : throw ModelException.InFile(path, $"the metadata give the temperature '{text}'; expected a number above 0.");

    private static double[]? ThresholdsOf(string path, SafeTensorsFile file, ModelDescription model)
    {
        if (file.Metadata.GetValueOrDefault(ThresholdsKey) is not { } text)
        {
            return null;
        }

        double?[] thresholds = [.. text.Split(' ').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is > 0 and < 1 ? value : (double?)null)];
        int expected = model.Task == TaskKind.MultiLabel ? model.Outputs : 1;
        return thresholds.Length == expected && Array.TrueForAll(thresholds, value => value is not null) && (model.Task == TaskKind.MultiLabel || model is { Task: TaskKind.Classification, Outputs: 2 })
            ? [.. thresholds.Select(value => value!.Value)]
            : throw ModelException.InFile(path, $"the metadata give the thresholds '{text}'; expected {expected} between 0 and 1, of two classes or of labels.");
    }

    private static double[]? IntervalEndsOf(string path, SafeTensorsFile file, ModelDescription model)
    {
        if (file.Metadata.GetValueOrDefault(IntervalEndsKey) is not { } text)
        {
            return null;
        }

        double[] ends = [.. text.Split(' ').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : double.NaN)];
        return model.Task == TaskKind.Survival && ends.Length == model.Outputs && ends.Prepend(0).Zip(ends).All(pair => pair.Second > pair.First)
            ? ends
            : throw ModelException.InFile(path, $"the metadata give the ends '{text}' of intervals of time; expected {model.Outputs} that ascend from above 0, of a model that predicts the time to an event.");
    }

    private static string Joined(IEnumerable<double> numbers) => string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));

    private static Dictionary<string, torch.Tensor> State(MultimodalModel model) =>
        ModelState.Of(model).ToDictionary(pair => pair.Key, pair => pair.Value.detach());
}
