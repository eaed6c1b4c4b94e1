using System.ComponentModel;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>
/// What a model takes of a machine's memory, reckoned from its specification before it is made: an estimate, without the data and the program
/// itself (docs/performance.md says how near it is).
/// </summary>
/// <param name="Model">The name of the model.</param>
/// <param name="Parameters">The number of its parameters.</param>
/// <param name="ParameterBytes">The bytes that training takes whatever the batch: parameters, gradients, Adam's moments, the best epoch.</param>
/// <param name="SampleBytes">The bytes that a training step takes for each sample of its batch.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ModelFootprint(string Model, double Parameters, double ParameterBytes, double SampleBytes)
{
    // An estimate that is a third too high must refuse nothing that fits.
    private const double Certain = 0.75;

    /// <summary>The footprint of a specification; null where it breaks a rule.</summary>
    /// <param name="specification">The specification.</param>
    /// <param name="isBaseline">Whether the vanilla baseline is meant.</param>
    public static ModelFootprint? Of(ModelSpecification specification, bool isBaseline = false)
    {
        ArgumentNullException.ThrowIfNull(specification);
        return ModelSizes.Of(specification, isBaseline) is { } sizes
            ? new(specification.Declaration.Name, sizes.Parameters, sizes.TrainingBytes(0), sizes.TrainingBytes(1) - sizes.TrainingBytes(0))
            : null;
    }

    /// <summary>The footprint of a declared model, without what a class of the user's has.</summary>
    /// <param name="parts">What the model is made of.</param>
    /// <param name="isBaseline">Whether the vanilla baseline is meant.</param>
    public static ModelFootprint? Of(ModelParts parts, bool isBaseline = false)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return Of(DeclaredSpecification.Of(parts), isBaseline);
    }

    /// <summary>The bytes of a training run.</summary>
    /// <param name="batchSize">The samples of a step.</param>
    public double TrainingBytes(int batchSize) => ParameterBytes + (batchSize * SampleBytes);

    /// <summary>Refuses what this machine cannot hold.</summary>
    /// <param name="batchSize">The samples of a step.</param>
    /// <param name="device">Where it is trained; a GPU's memory is not known, but parameters are made on the CPU.</param>
    /// <exception cref="TrainingException">The model cannot be trained on this machine.</exception>
    internal void Check(int batchSize, torch.Device device) => Check(batchSize, device.type == DeviceType.CPU, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>Refuses what a machine cannot hold.</summary>
    /// <param name="batchSize">The samples of a step.</param>
    /// <param name="isCpu">Whether it is trained on the CPU.</param>
    /// <param name="memory">The bytes of the machine's memory, or of what this process may use of it.</param>
    /// <exception cref="TrainingException">The model cannot be trained there.</exception>
    internal void Check(int batchSize, bool isCpu, double memory)
    {
        double parameters = Parameters * sizeof(float);
        double needed = isCpu ? TrainingBytes(batchSize) : parameters;
        if (needed * Certain <= memory)
        {
            return;
        }

        string remedy = ParameterBytes * Certain <= memory && isCpu
            ? $"Reduce the batch size (now {batchSize}), or the sizes of the model"
            : "Reduce the sizes of the model";
        throw new TrainingException(
            $"{Model} cannot be trained on this machine: it takes about {SizeText.Bytes(needed)} of memory ({SizeText.Count(Parameters)} parameters, {(batchSize == 1 ? "one sample" : $"batches of {batchSize}")}), and there are {SizeText.Bytes(memory)}. {remedy}.");
    }
}
