using System.Globalization;
using System.Text;
using System.Text.Json;
using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.SafeTensors;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>
/// The checkpoint of a run: one safetensors file with the tensors of the <see cref="TrainingState"/>, the history, and what tells the run apart.
/// </summary>
internal sealed class CheckpointFile
{
    private const string Name = "checkpoint.safetensors";
    private const string Version = "2";

    // Within an epoch, where earlier versions would go on from its beginning.
    private const string VersionWithinEpoch = "3";

    // Without a digest, and with tensors that stand in it several times.
    private const string VersionWithoutDigest = "1";
    private const string VersionKey = "i2moe_checkpoint";
    private const string IdentityKey = "run";
    private const string FirstStepKey = "first_step";
    private const string SpentKey = "spent_ticks";
    private const string SkippedKey = "skipped_steps";
    private const string PartialStepsKey = "epoch_steps";
    private const string PartialBatchesKey = "epoch_batches";
    private const string PartialSumsKey = "epoch_loss_sums";
    private const string PlaceKey = "computed_on";

    // A tensor and not metadata, because headers are limited in size.
    private const string HistoryName = "epochs";

    private readonly string _folder;
    private readonly string _path;
    private readonly IReadOnlyDictionary<string, string> _identity;
    private readonly string _place;

    /// <summary>The checkpoint of the run with this identity.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="identity">What tells the run apart.</param>
    /// <param name="device">The device of the run.</param>
    public CheckpointFile(CheckpointOptions options, IReadOnlyDictionary<string, string> identity, torch.Device device)
    {
        _folder = Path.GetFullPath(options.Folder);
        _path = Path.Combine(_folder, Name);
        _identity = identity;
        _place = device.type == DeviceType.CPU ? FormattableString.Invariant($"{device} with {TorchThreads.OfKernels} thread(s)") : device.ToString();
    }

    /// <summary>Whether there is a checkpoint.</summary>
    public bool Exists => File.Exists(_path);

    /// <summary>Makes the folder, removes what a killed run left half written, and tries whether there is room for one more checkpoint.</summary>
    /// <exception cref="CheckpointException">There is not, or the folder cannot be written.</exception>
    public void Prepare(TrainingState state)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            foreach (string leftover in Directory.GetFiles(_folder, Name + ".*.tmp"))
            {
                File.Delete(leftover);
            }

            string trial = Path.Combine(_folder, Name + ".trial.tmp");
            Write(trial, state);
            File.Delete(trial);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"Checkpoints cannot be written to '{_folder}': {e.Message} Nothing was trained. Give another folder, or make room.", e);
        }
    }

    /// <summary>Writes the state after an epoch, or within one, whole or not at all.</summary>
    /// <exception cref="CheckpointException">It cannot be written.</exception>
    public void Write(TrainingState state)
    {
        try
        {
            Write(_path, state);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string rest = Exists ? "The checkpoint before it is still there: mend this, and resume." : "There is no earlier one.";
            throw new CheckpointException($"The checkpoint of epoch {state.Epochs.Count + (state.Partial is null ? 0 : 1)} cannot be written to '{_path}': {e.Message} {rest}", e);
        }
    }

    /// <summary>Puts the state back into the run.</summary>
    /// <param name="state">The state before the first epoch, which becomes that after the last finished one.</param>
    /// <param name="epochs">The number of epochs of the run.</param>
    /// <param name="firstStep">Computes the loss terms of the first step.</param>
    /// <returns>What is to be said of the checkpoint all the same.</returns>
    /// <exception cref="CheckpointException">The file is no checkpoint, or that of another run; the state is left as it was.</exception>
    public CheckpointRemarks Read(TrainingState state, int epochs, Func<IReadOnlyList<LossValue>> firstStep)
    {
        return Guard(file =>
        {
            CheckIdentity(file);
            IReadOnlyList<EpochResult> history = ReadHistory(file, epochs);
            IReadOnlyList<LossValue> savedFirstStep = EpochHistory.ReadLosses(Metadata(file, FirstStepKey));
            CheckFirstStep(savedFirstStep, firstStep(), Metadata(file, PlaceKey));
            TimeSpan spent = TimeSpan.FromTicks(long.TryParse(Metadata(file, SpentKey), NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
                ? ticks
                : throw Garbage($"its {SpentKey} is no number"));
            PartialEpoch? partial = ReadPartial(file);
            CopyTensors(file, state);
            state.Resume(history, savedFirstStep, spent, partial);
            state.SkippedSteps = int.TryParse(file.Metadata.GetValueOrDefault(SkippedKey), NumberStyles.None, CultureInfo.InvariantCulture, out int skipped) ? skipped : 0;
            string place = Metadata(file, PlaceKey);
            return new CheckpointRemarks(place == _place ? null : (place, _place), file.Metadata[VersionKey] != VersionWithoutDigest);
        });
    }

    /// <summary>Gives a model the parameters of the best epoch so far, for use without training.</summary>
    /// <param name="folder">The folder of the checkpoint.</param>
    /// <param name="model">The model.</param>
    /// <returns>The finished epochs; null where there is no checkpoint, or none is finished.</returns>
    /// <exception cref="CheckpointException">The file is no checkpoint, or that of another model; the model is left as it was.</exception>
    public static IReadOnlyList<EpochResult>? ReadBest(string folder, MultimodalModel model)
    {
        var checkpoint = new CheckpointFile(new CheckpointOptions { Folder = folder }, new Dictionary<string, string>(), torch.CPU);
        return checkpoint.Exists ? checkpoint.Guard<IReadOnlyList<EpochResult>?>(file =>
        {
            checkpoint.CheckIdentity(file);
            IReadOnlyList<EpochResult> history = checkpoint.ReadHistory(file, int.MaxValue);
            if (history.Count == 0)
            {
                return null;
            }

            Dictionary<string, torch.Tensor> best = file.Tensors.Where(pair => pair.Key.StartsWith(TrainingState.BestPrefix, StringComparison.Ordinal))
                .ToDictionary(pair => pair.Key[TrainingState.BestPrefix.Length..], pair => pair.Value);
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable noGradients = torch.no_grad();
            IReadOnlyDictionary<string, torch.Tensor> targets = ModelState.Of(model);
            ModelWeights.CheckTensors(checkpoint._path, targets, EarlierNames.Omit(model, best));
            foreach ((string name, torch.Tensor target) in targets)
            {
                target.copy_(best[name].view(target.shape));
            }

            return history;
        }) : null;
    }

    private void Write(string path, TrainingState state)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor history = torch.tensor(Encoding.UTF8.GetBytes(EpochHistory.Write(state.Epochs)));
        var metadata = new Dictionary<string, string>
        {
            [VersionKey] = state.Partial is null ? Version : VersionWithinEpoch,
            [IdentityKey] = JsonSerializer.Serialize(new Dictionary<string, string>(_identity), TrainingJson.Default.DictionaryStringString),
            [FirstStepKey] = EpochHistory.Write(state.FirstStep),
            [PlaceKey] = _place,
            [SpentKey] = FormattableString.Invariant($"{state.Spent.Ticks}"),
            [SafeTensorsDigest.Key] = "",
        };
        if (state.SkippedSteps > 0)
        {
            metadata[SkippedKey] = FormattableString.Invariant($"{state.SkippedSteps}");
        }

        if (state.Partial is { } partial)
        {
            metadata[PartialStepsKey] = FormattableString.Invariant($"{partial.Steps}");
            metadata[PartialBatchesKey] = FormattableString.Invariant($"{partial.Batches}");
            metadata[PartialSumsKey] = EpochHistory.Write(partial.Sums);
        }

        SafeTensorsFile.Write(path, [.. state.Tensors(), KeyValuePair.Create(HistoryName, history)], metadata);
    }

    private T Guard<T>(Func<SafeTensorsFile, T> read)
    {
        try
        {
            using SafeTensorsFile file = SafeTensorsFile.Read(_path);
            return read(file);
        }
        catch (JsonException e)
        {
            // Without a place it is what the reader of epochs says itself.
            throw Garbage(e.LineNumber is null ? e.Message.TrimEnd('.') : $"what it says of the run is damaged{JsonPlace.Of(e)}", e);
        }
        catch (ModelException e)
        {
            string problem = e.Message.StartsWith(_path, StringComparison.Ordinal) ? e.Message[_path.Length..].TrimStart(':', ' ') : e.Message;
            throw Garbage(problem, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The checkpoint '{_path}' cannot be read: {e.Message}", e);
        }
    }

    private void CheckIdentity(SafeTensorsFile file)
    {
        string? version = file.Metadata.GetValueOrDefault(VersionKey);
        if (version is not (Version or VersionWithinEpoch or VersionWithoutDigest))
        {
            throw Garbage($"its metadata have no {VersionKey} = {Version}");
        }

        if (version != VersionWithoutDigest && !file.Metadata.ContainsKey(SafeTensorsDigest.Key))
        {
            throw Garbage($"its metadata have no {SafeTensorsDigest.Key}");
        }

        Dictionary<string, string> saved = JsonSerializer.Deserialize(Metadata(file, IdentityKey), TrainingJson.Default.DictionaryStringString) ?? [];
        IReadOnlyList<string> differences = RunIdentity.Differences(saved, _identity);
        if (differences.Count > 0)
        {
            throw new CheckpointException($"The checkpoint '{_path}' is of another run: {string.Join("; ", differences)}. {Remedy}");
        }
    }

    private IReadOnlyList<EpochResult> ReadHistory(SafeTensorsFile file, int epochs)
    {
        if (!file.Tensors.TryGetValue(HistoryName, out torch.Tensor? bytes) || bytes.dtype != torch.ScalarType.Byte)
        {
            throw Garbage("it has no history");
        }

        IReadOnlyList<EpochResult> history = EpochHistory.Read(Encoding.UTF8.GetString(bytes.bytes), mayBeEmpty: file.Metadata[VersionKey] == VersionWithinEpoch);
        return history.Count <= epochs
            ? history
            : throw new CheckpointException($"The checkpoint '{_path}' has {history.Count} finished epochs, but Epochs = {epochs}. Give at least {history.Count}, or another folder.");
    }

    private PartialEpoch? ReadPartial(SafeTensorsFile file)
    {
        if (file.Metadata[VersionKey] != VersionWithinEpoch)
        {
            return null;
        }

        int Count(string key) => int.TryParse(Metadata(file, key), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? count : throw Garbage($"its {key} is no number above 0");
        return new PartialEpoch(Count(PartialStepsKey), Count(PartialBatchesKey), EpochHistory.ReadLosses(Metadata(file, PartialSumsKey)));
    }

    // The identity cannot name everything, for example what a class of the user's computes, or the values of the data.
    private void CheckFirstStep(IReadOnlyList<LossValue> saved, IReadOnlyList<LossValue> actual, string place)
    {
        string cause = _place.StartsWith(place.Split(' ', ':')[0], StringComparison.Ordinal)
            ? "An option of the model, the data or the program has changed since."
            : $"It was computed on {place}, where other random numbers are drawn than on {_place}.";
        string[] names = [.. saved.Select(loss => loss.Name).Union(actual.Select(loss => loss.Name))];
        foreach (string name in names)
        {
            double? before = Find(saved, name);
            double? now = Find(actual, name);
            if (!AreClose(before, now))
            {
                throw new CheckpointException(
                    $"The checkpoint '{_path}' is of another run: in its first step the {name} loss was {Text(before)} and is {Text(now)}. {cause} {Remedy}");
            }
        }
    }

    private void CopyTensors(SafeTensorsFile file, TrainingState state)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        Dictionary<string, torch.Tensor> targets = new(state.Tensors());
        Dictionary<string, torch.Tensor> tensors = file.Tensors.Where(pair => pair.Key != HistoryName).ToDictionary();
        ModelWeights.CheckTensors(_path, targets, EarlierNames.Omit(state.Model, tensors, TrainingState.ModelPrefix, TrainingState.BestPrefix));
        foreach ((string name, torch.Tensor target) in targets)
        {
            if (file.Tensors[name].dtype != target.dtype)
            {
                throw Garbage($"'{name}' should be {target.dtype} but is {file.Tensors[name].dtype}");
            }
        }

        foreach ((string name, torch.Tensor target) in targets)
        {
            target.copy_(file.Tensors[name].view(target.shape));
        }

        state.Moments.RestoreSteps(file);
    }

    private string Metadata(SafeTensorsFile file, string key) => file.Metadata.GetValueOrDefault(key) ?? throw Garbage($"its metadata have no {key}");

    private CheckpointException Garbage(string problem, Exception? inner = null) =>
        new($"'{_path}' is not a whole checkpoint: {problem.TrimEnd('.')}. Delete it to begin anew.", inner!);

    private static string Remedy => "Resume with what the run began with, or give another folder.";

    private static double? Find(IReadOnlyList<LossValue> losses, string name) =>
        losses.Where(loss => loss.Name == name).Select(loss => (double?)loss.Value).FirstOrDefault();

    private static string Text(double? loss) => loss?.ToString("G6", CultureInfo.InvariantCulture) ?? "absent";

    // Another number of threads or another device may round differently; another run differs by much more.
    private static bool AreClose(double? before, double? now) =>
        before is { } a && now is { } b && (a.Equals(b) || Math.Abs(a - b) <= 1e-6 + (1e-4 * Math.Max(Math.Abs(a), Math.Abs(b))));
}
