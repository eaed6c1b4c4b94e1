using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>
/// Sees to it that no step is made whose losses are NaN or infinite, and says where they broke. On the CPU it looks at the losses of every step, which
/// waits for nothing there; elsewhere it does so only where such steps are to be skipped.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="options">What becomes of such steps.</param>
/// <param name="device">Where the model is.</param>
internal sealed class StepGuard(MultimodalModel model, TrainingOptions options, torch.Device device)
{
    private const int NamedSamples = 5;
    private readonly bool _looks = device.type == DeviceType.CPU || options.NotFinite == NotFiniteHandling.Skip;

    /// <summary>The steps that were left out.</summary>
    public int Skipped { get; set; }

    /// <summary>Whether a step may go on with these losses; false where it is to be left out.</summary>
    /// <param name="losses">The losses of a batch.</param>
    /// <param name="values">Their values.</param>
    /// <param name="batch">Gives the batch.</param>
    /// <param name="data">The training part.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="random">The randomness of the batch.</param>
    /// <param name="place">The epoch and the step, each from 1.</param>
    /// <exception cref="TrainingException">The losses are not finite, and the run is to stop.</exception>
    public bool Allows(LossTerms losses, torch.Tensor values, Func<MultimodalBatch> batch, MultimodalDataset data, long[] rows, StepRandom random, (int Epoch, int Step) place)
    {
        if (!_looks)
        {
            return true;
        }

        using torch.Tensor read = values.cpu();
        int broken = Array.FindIndex(read.data<float>().ToArray(), value => !float.IsFinite(value));

        return broken < 0 || !Refuse(() => Describe(losses, losses.Names[broken], batch(), data, rows, random, place));
    }

    /// <summary>Whether a step may go along its gradients; looks only where steps are skipped.</summary>
    /// <exception cref="TrainingException">Too many steps were skipped.</exception>
    public bool AllowsGradients((int Epoch, int Step) place)
    {
        if (options.NotFinite != NotFiniteHandling.Skip)
        {
            return true;
        }

        using DisposeScope scope = torch.NewDisposeScope();
        string? broken = model.named_parameters().Where(named => named.parameter.grad is { } gradient && !IsFinite(gradient)).Select(named => named.name).FirstOrDefault();
        return broken is null || !Refuse(() => string.Create(CultureInfo.InvariantCulture, $"The gradient of '{broken}' is NaN or infinite in step {place.Step} of epoch {place.Epoch}."));
    }

    private bool Refuse(Func<string> describe)
    {
        if (options.NotFinite == NotFiniteHandling.Stop)
        {
            throw new TrainingException($"{describe()} {Advice}");
        }

        if (++Skipped > options.NotFiniteLimit)
        {
            throw new TrainingException(string.Create(CultureInfo.InvariantCulture, $"{describe()} More than {options.NotFiniteLimit} steps were skipped for such a reason. {Advice}"));
        }

        return true;
    }

    private string Advice => string.Create(
        CultureInfo.InvariantCulture,
        $"Lower the learning rate (now {options.LearningRate}), set GradientClipping (now {options.GradientClipping}), or look for very large values in the data (standardise them).");

    private string Describe(LossTerms losses, string term, MultimodalBatch batch, MultimodalDataset data, long[] rows, StepRandom random, (int Epoch, int Step) place)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        string where = string.Create(CultureInfo.InvariantCulture, $"The {term} loss became NaN or infinite in step {place.Step} of epoch {place.Epoch}");
        if (model.named_parameters().Where(named => !IsFinite(named.parameter)).Select(named => named.name).FirstOrDefault() is { } parameter)
        {
            return $"{where}: first broke the parameter '{parameter}', in the step before.";
        }

        (string part, torch.Tensor? output) = FirstBroken(losses, batch, random);
        long[] guilty = output is null || output.shape[0] != rows.Length
            ? rows
            : [.. output.flatten(1).isfinite().all(dim: 1).cpu().data<bool>().ToArray().Select((isFinite, i) => (isFinite, row: rows[i])).Where(sample => !sample.isFinite).Select(sample => sample.row)];
        string samples = string.Join(", ", guilty.Take(NamedSamples).Select(row => data.NameOf((int)row))) + (guilty.Length > NamedSamples ? $" and {guilty.Length - NamedSamples} more" : "");
        return $"{where}, at {samples}: first broke {part}.";
    }

    // In the order in which a step computes.
    private (string Part, torch.Tensor? Output) FirstBroken(LossTerms losses, MultimodalBatch batch, StepRandom random)
    {
        if (losses is not InteractionLosses interaction)
        {
            return ("the model's output; its parameters are finite", null);
        }

        EncoderSet encoders = model.modules().OfType<EncoderSet>().First();
        torch.Tensor[] embeddings = encoders.Encode(batch.Inputs, random, encoders.Drop(batch.Presence, batch.Inputs, random));
        for (int i = 0; i < embeddings.Length; i++)
        {
            if (!IsFinite(embeddings[i]))
            {
                return ($"the encoder of {model.Description.ModalityNames[i]}", embeddings[i]);
            }
        }

        torch.Tensor full = interaction.Passes.Full;
        for (int expert = 0; expert < model.Description.ExpertNames.Count; expert++)
        {
            if (!IsFinite(full[expert]))
            {
                return ($"the expert {model.Description.ExpertNames[expert]}", full[expert]);
            }
        }

        return IsFinite(interaction.Weights) ? ("the losses of outputs that are finite", null) : ("the re-weighting network", interaction.Weights);
    }

    private static bool IsFinite(torch.Tensor tensor) => tensor.isfinite().all().item<bool>();
}
