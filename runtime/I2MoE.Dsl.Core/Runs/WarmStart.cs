using System.Text.RegularExpressions;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.SafeTensors;
using I2MoE.Dsl.Specification;
using TorchSharp;

namespace I2MoE.Dsl.Runs;

/// <summary>Begins a training with weights of another run: those of the encoders, all of them, or those that patterns name.</summary>
internal static class WarmStart
{
    /// <summary>What is taken where nothing else is asked for.</summary>
    public const string Encoders = "encoders";

    /// <summary>Every part of the model.</summary>
    public const string All = "all";

    private const int Listed = 5;

    /// <summary>Takes weights into a model, whole or not at all.</summary>
    /// <param name="model">The model.</param>
    /// <param name="from">The folder of a run, or a file of weights.</param>
    /// <param name="parts"><see cref="Encoders"/>, <see cref="All"/>, or names of <c>docs/weights.md</c> with * for any text; the beginning of a name stands for all below it.</param>
    /// <param name="digest">What the file must be where it was taken before; null for any.</param>
    /// <exception cref="ExperimentException">There are no weights, another file's, nothing that was asked for, or a tensor of another shape.</exception>
    public static WarmStartRecord Take(MultimodalModel model, string from, IReadOnlyList<string> parts, string? digest = null)
    {
        string file = FileOf(from);
        string found = RunFiles.DigestOf(file);
        if (digest is not null && digest != found)
        {
            throw new ExperimentException($"--from: {file} is no more the file that the run began with. Put that back, or train anew.");
        }

        using SafeTensorsFile weights = Read(file);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        IReadOnlyDictionary<string, torch.Tensor> tensors = EarlierNames.Omit(model, weights.Tensors);
        IReadOnlyDictionary<string, torch.Tensor> state = ModelState.Of(model);
        string[] asked = [.. state.Keys.Where(name => parts.Any(part => Matches(part, name)))];
        string[] taken = [.. asked.Where(tensors.ContainsKey)];
        CheckParts(file, parts, state.Keys, taken, tensors.Keys);
        CheckShapes(file, taken, state, tensors);
        foreach (string name in taken)
        {
            state[name].detach().copy_(tensors[name]);
        }

        return new WarmStartRecord(file, parts, found, taken, [.. asked.Except(taken)]);
    }

    /// <summary>What was taken and what was not, in lines for whoever trains.</summary>
    public static IReadOnlyList<string> Lines(WarmStartRecord record, MultimodalModel model)
    {
        IReadOnlyDictionary<string, torch.Tensor> state = ModelState.Of(model);
        string[] drawn = [.. state.Keys.Except(record.Taken)];
        return
        [
            $"Taken from {record.Weights}: {Summary(record.Taken, state)}",
            .. drawn.Length > 0 ? (string[])[$"As drawn: {Summary(drawn, state)}"] : [],
            .. record.Fresh.Count > 0 ? (string[])[$"Asked for, but not there: {Summary(record.Fresh, state)}"] : [],
        ];
    }

    // By the parts that users know: encoders.Image, experts, reweighting.
    private static string Summary(IEnumerable<string> names, IReadOnlyDictionary<string, torch.Tensor> state) => string.Join(", ", names
        .GroupBy(PartOf)
        .Select(part => $"{part.Key} ({DataCount(part.Count(), "tensor")}, {SizeText.Count(part.Sum(name => state[name].numel()))} numbers)"));

    private static string DataCount(int count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string PartOf(string name) => name.Split('.') is [Encoders, var modality, ..] ? $"{Encoders}.{modality}" : name.Split('.')[0];

    private static string FileOf(string from)
    {
        if (WorkingFolder.Full(from) is var file && File.Exists(file))
        {
            return file;
        }

        var folder = new RunFolder(from);
        if (!folder.HasRun)
        {
            throw new ExperimentException($"--from: there is no run in {folder.Path}, and no file of weights. Name the folder of a run, for example runs/NAME/seed-0, or a .safetensors file.");
        }

        if (!File.Exists(folder.WeightsFile))
        {
            throw new ExperimentException($"--from: the run in {folder.Path} did not finish and has no weights yet.");
        }

        RunFiles.Check(folder, folder.ReadRecord(), folder.WeightsFile);
        return folder.WeightsFile;
    }

    private static SafeTensorsFile Read(string file)
    {
        try
        {
            return SafeTensorsFile.Read(file);
        }
        catch (ModelException e)
        {
            throw new ExperimentException($"--from: {e.Message}");
        }
    }

    private static bool Matches(string part, string name) => part == All
        || (part.Contains('*', StringComparison.Ordinal)
            ? Regex.IsMatch(name, "^" + Regex.Escape(part).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant)
            : name == part || name.StartsWith(part + ".", StringComparison.Ordinal));

    private static void CheckParts(string file, IReadOnlyList<string> parts, IEnumerable<string> names, string[] taken, IEnumerable<string> there)
    {
        foreach (string part in parts.Where(part => !taken.Any(name => Matches(part, name))))
        {
            bool isKnown = names.Any(name => Matches(part, name));
            IEnumerable<string> known = (isKnown ? there : names).Select(PartOf).Distinct();
            throw new ExperimentException(isKnown
                ? $"--from: {file} has nothing of '{part}' that this model has. It has {string.Join(", ", known)}."
                : $"--from-part: this model has no '{part}'. Allowed: {Encoders}, {All}, {string.Join(", ", known)}, names of their tensors, and * for any text.{NearestName.Suggest(part, known)}");
        }
    }

    private static void CheckShapes(string file, string[] taken, IReadOnlyDictionary<string, torch.Tensor> state, IReadOnlyDictionary<string, torch.Tensor> tensors)
    {
        string[] wrong = [.. taken.Where(name => !state[name].shape.SequenceEqual(tensors[name].shape)).Select(name => $"'{name}' is [{string.Join(", ", tensors[name].shape)}] there and [{string.Join(", ", state[name].shape)}] here")];
        if (wrong.Length > 0)
        {
            string more = wrong.Length > Listed ? FormattableString.Invariant($", and {wrong.Length - Listed} more") : "";
            throw new ExperimentException($"--from: {file} does not fit: {string.Join("; ", wrong.Take(Listed))}{more}. Take less with --from-part, or give this model the sizes of that one.");
        }
    }
}
