using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Interpretation;

/// <summary>What an I2MoE model says of N samples, and what each of its E experts says: numbers to explain a model by, without tensors.</summary>
public sealed class InteractionPredictions
{
    /// <summary>Keeps the numbers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The predictions, [N][O]: logits, or the value for regression.</param>
    /// <param name="weights">The weights of the experts, [N][E].</param>
    /// <param name="experts">The outputs of the experts, [E][N][O].</param>
    /// <exception cref="ArgumentException">The numbers do not fit the model or each other.</exception>
    public InteractionPredictions(ModelDescription model, IReadOnlyList<double[]> outputs, IReadOnlyList<double[]> weights, IReadOnlyList<IReadOnlyList<double[]>> experts)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(experts);
        bool fits = outputs.Count > 0 && weights.Count == outputs.Count && experts.Count == model.Experts.Count
            && weights.All(row => row.Length == experts.Count)
            && experts.Append(outputs).All(rows => rows.Count == outputs.Count && rows.All(row => row.Length == model.Outputs));
        if (!fits)
        {
            throw new ArgumentException(
                $"{model.Name} has {model.Experts.Count} experts and {model.Outputs} outputs; expected outputs [N][{model.Outputs}], weights [N][{model.Experts.Count}] and experts [{model.Experts.Count}][N][{model.Outputs}] with N at least 1.");
        }

        Model = model;
        Outputs = outputs;
        Weights = weights;
        Experts = experts;
    }

    /// <summary>The model.</summary>
    public ModelDescription Model { get; }

    /// <summary>The number of samples N.</summary>
    public int Count => Outputs.Count;

    /// <summary>The predictions, [N][O]: logits, or the value for regression.</summary>
    public IReadOnlyList<double[]> Outputs { get; }

    /// <summary>The weights of the experts, [N][E]; they sum to 1 a sample.</summary>
    public IReadOnlyList<double[]> Weights { get; }

    /// <summary>The outputs of the experts, [E][N][O].</summary>
    public IReadOnlyList<IReadOnlyList<double[]>> Experts { get; }

    /// <summary>Runs a model over a dataset, without masking and without dropout.</summary>
    /// <param name="model">The model, on whatever device it is.</param>
    /// <param name="data">The samples.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="DatasetException">The data do not fit the declaration.</exception>
    /// <exception cref="TrainingException">A prediction is NaN or infinite.</exception>
    public static InteractionPredictions Of(InteractionModel model, MultimodalDataset data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        DatasetFit.Check(model.Description, data, "explained");
        List<double[]> outputs = [];
        List<double[]> weights = [];
        List<double[]>[] experts = [.. model.Description.Experts.Select(_ => new List<double[]>())];
        InferenceLoop.Run(model, data, rows: null, Take, cancellationToken);
        return outputs.TrueForAll(row => Array.TrueForAll(row, double.IsFinite))
            ? new InteractionPredictions(model.Description, outputs, weights, experts)
            : throw NotFinite.Of(model);

        void Take(long[] rows, ModelOutput output)
        {
            var interaction = (InteractionOutput)output;
            outputs.AddRange(TensorRows.Of(interaction.Prediction));
            weights.AddRange(TensorRows.Of(interaction.AllWeights));
            for (int expert = 0; expert < experts.Length; expert++)
            {
                experts[expert].AddRange(TensorRows.Of(interaction.AllLogits[expert]));
            }
        }
    }
}
