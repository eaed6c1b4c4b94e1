using System.ComponentModel;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Tasks;
using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>A model over several modalities that a trainer can train: a generated I2MoE model or its vanilla baseline.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MultimodalModel : torch.nn.Module
{
    /// <summary>Creates the model.</summary>
    /// <param name="description">What the model is.</param>
    protected MultimodalModel(ModelDescription description)
        : base((description ?? throw new ArgumentNullException(nameof(description))).Name)
    {
        Description = description;
    }

    /// <summary>What the model is: modalities, experts, task.</summary>
    public ModelDescription Description { get; private set; }

    /// <summary>
    /// How the targets of a regression, or counts, were standardised for training, so that outputs are in units of the data; null where they were not. The losses of a
    /// step are those of standardised targets.
    /// </summary>
    internal TargetScaling? TargetScaling { get; set; }

    /// <summary>
    /// What the logits of the trained model are divided by, the experts' as well, so that its probabilities are calibrated; null where none was fitted. The
    /// losses of a step do not know it.
    /// </summary>
    internal double? OutputTemperature { get; set; }

    /// <summary>The probabilities above which the trained model predicts the second of two classes, or each label; null where none were fitted.</summary>
    internal IReadOnlyList<double>? Thresholds
    {
        get => Description.Thresholds;
        set => Description = Description with { Thresholds = value };
    }

    /// <summary>Where the intervals of a trained model's time to an event end; null of other models.</summary>
    internal IReadOnlyList<double>? IntervalEnds
    {
        get => Description.IntervalEnds;
        set => Description = Description with { IntervalEnds = value };
    }

    /// <summary>What the model was made of; null of a model that was made otherwise.</summary>
    internal ModelParts? Parts { get; private protected init; }

    /// <summary>The number of parameters of each part of the model: encoders, experts and reweighting, or encoders and fusion.</summary>
    public IReadOnlyDictionary<string, long> ParameterCounts => named_parameters()
        .GroupBy(pair => pair.name.Split('.')[0])
        .ToDictionary(part => part.Key, part => part.Sum(pair => pair.parameter.numel()));

    /// <summary>Takes the encoders that are declared as frozen out of training.</summary>
    internal void FreezeEncoders()
    {
        foreach (EncoderSet encoders in modules().OfType<EncoderSet>())
        {
            encoders.Freeze();
        }
    }

    /// <summary>The losses of one training step.</summary>
    /// <param name="batch">Inputs and labels.</param>
    /// <param name="random">The randomness of the step: masks and dropout.</param>
    /// <exception cref="ArgumentException">The batch does not fit the declaration.</exception>
    public abstract LossTerms ComputeLosses(MultimodalBatch batch, StepRandom random);

    /// <summary>Predicts without masking and without dropout.</summary>
    /// <param name="batch">The inputs; labels are not used.</param>
    /// <exception cref="ArgumentException">The batch does not fit the declaration.</exception>
    public abstract ModelOutput Infer(MultimodalBatch batch);

    /// <summary>Writes the parameters as a safetensors file, whole or not at all.</summary>
    /// <param name="path">The file; its folder is made where it is missing.</param>
    public void Save(string path) => ModelWeights.Save(this, path);

    /// <summary>Reads the parameters from a safetensors file that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelException">The file belongs to another model; the model is left as it was.</exception>
    public void Load(string path) => ModelWeights.Load(this, path);

    /// <summary>Parameters and persistent buffers, each once, by the names that a file of weights has them under.</summary>
    /// <param name="destination">Where to add them; null for a dictionary of their own.</param>
    /// <param name="prefix">What stands before every name, and a dot; null for nothing.</param>
    public override Dictionary<string, torch.Tensor> state_dict(Dictionary<string, torch.Tensor>? destination = null, string? prefix = null)
    {
        destination ??= [];
        foreach ((string name, torch.Tensor tensor) in ModelState.Of(this))
        {
            destination.TryAdd(string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}", tensor);
        }

        return destination;
    }

    /// <summary>All names that torch finds for the tensors of the model, by its fields, too.</summary>
    internal IEnumerable<string> FieldNames() => base.state_dict().Keys;

    /// <summary>Outputs, of any shape, as they are told: in units of the data, or as calibrated logits.</summary>
    internal torch.Tensor InUnits(torch.Tensor outputs) =>
        TargetScaling is { } scaling ? scaling.Restore(outputs) : OutputTemperature is { } temperature ? outputs / TorchNumber.Of(temperature) : outputs;

    /// <summary>Labels as the model learns them: standardised targets, or intervals of times to an event.</summary>
    /// <param name="labels">As the task has them.</param>
    internal torch.Tensor Learned(torch.Tensor labels) =>
        TargetScaling is { } scaling ? scaling.Standardise(labels) : Description.Task == TaskKind.Survival ? EventIntervals.Of(Description).Places(labels) : labels;

    /// <summary>Checks that a batch has the modalities, shapes and types of the declaration.</summary>
    /// <exception cref="ArgumentException">It names the modality, what is declared and what was found.</exception>
    protected void CheckBatch(MultimodalBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Inputs.Count != Description.Modalities.Count)
        {
            throw new ArgumentException(
                $"{Description.Name} takes {Description.Modalities.Count} modalities ({string.Join(", ", Description.ModalityNames)}), but the batch has {batch.Inputs.Count}.",
                nameof(batch));
        }

        CheckPresence(batch);
        torch.Tensor? parameter = parameters().FirstOrDefault();
        foreach (Modality modality in Description.Modalities)
        {
            torch.Tensor input = batch.Inputs[modality.Index];
            bool fits = input.dim() == modality.Shape.Count + 1 && input.shape.Skip(1).SequenceEqual(modality.Shape.Select(length => (long)length));
            if (fits && input.shape[0] == 0)
            {
                throw new ArgumentException($"{Description.Name}: the batch has no samples (modality {modality.Name} is [{string.Join(", ", input.shape)}]).", nameof(batch));
            }

            if (!fits || input.shape[0] != batch.Inputs[0].shape[0])
            {
                string sameBatch = fits ? $" with B = {batch.Inputs[0].shape[0]} as in {Description.Modalities[0].Name}" : "";
                throw new ArgumentException(
                    $"{Description.Name}: modality {modality.Name} is declared as {modality.BatchShape}{sameBatch}, but the batch has [{string.Join(", ", input.shape)}].",
                    nameof(batch));
            }

            torch.ScalarType type = modality.Vocabulary is null ? torch.ScalarType.Float32 : torch.ScalarType.Int64;
            if (input.dtype != type)
            {
                string expected = modality.Vocabulary is { } ids ? $"token ids, Int64 from 0 to {ids - 1}" : "features, Float32";
                throw new ArgumentException($"{Description.Name}: modality {modality.Name} takes {expected}, but the batch has {input.dtype}. Convert it with to_type(ScalarType.{type}).", nameof(batch));
            }

            if (parameter is not null && (input.device_type != parameter.device_type || input.device_index != parameter.device_index))
            {
                throw new ArgumentException($"{Description.Name} is on {parameter.device}, but modality {modality.Name} of the batch on {input.device}. Move one of them with to(…).", nameof(batch));
            }
        }
    }

    private void CheckPresence(MultimodalBatch batch)
    {
        long[] shape = [batch.Inputs[0].shape[0], batch.Inputs.Count];
        if (batch.Presence is { } presence && (presence.dtype != torch.ScalarType.Bool || !presence.shape.SequenceEqual(shape)))
        {
            throw new ArgumentException(
                $"{Description.Name}: the presence of modalities is Bool [{string.Join(", ", shape)}], samples by modalities, but the batch has {presence.dtype} [{string.Join(", ", presence.shape)}].",
                nameof(batch));
        }
    }

    /// <summary>Checks a batch as <see cref="CheckBatch"/> does, and that its values are finite and its token ids in the vocabulary.</summary>
    /// <exception cref="ArgumentException">It names the modality, the sample and what to do.</exception>
    private protected void CheckInferenceBatch(MultimodalBatch batch)
    {
        CheckBatch(batch);
        InferenceInputs.Check(Description, batch);
    }

    /// <summary>Checks a batch as <see cref="CheckBatch"/> does, and that it has the labels of the task.</summary>
    /// <exception cref="ArgumentException">It names what is missing or does not fit.</exception>
    protected void CheckTrainingBatch(MultimodalBatch batch)
    {
        CheckBatch(batch);
        long samples = batch.Inputs[0].shape[0];
        PredictionTask task = PredictionTask.Of(Description);
        string expected = task.DescribeLabels(samples, Description.Outputs);
        if (batch.Labels is not { } labels)
        {
            throw new ArgumentException($"{Description.Name}: training needs labels, {expected}, but the batch has none.", nameof(batch));
        }

        if (labels.dtype != task.LabelType || !labels.shape.SequenceEqual(task.LabelShape(samples, Description.Outputs)))
        {
            throw new ArgumentException(
                $"{Description.Name}: labels must be {expected}, but the batch has {labels.dtype} [{string.Join(", ", labels.shape)}].",
                nameof(batch));
        }
    }
}
