using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>
/// The temperature of a trained model (Guo et al., On Calibration of Modern Neural Networks, 2017): the one number by which its logits are divided so that
/// the log loss of samples it has not learned from is least. The order of the classes stays as it was.
/// </summary>
/// <remarks>
/// Of few samples all may be right by luck, or one wrong, and the log loss would then ask for certainty, or for much more of it than is there. So the truth is taken
/// to be as sure as N samples can tell (after Platt, Probabilistic Outputs for Support Vector Machines, 1999): as if one of N + 1 were drawn evenly from the classes.
/// </remarks>
internal static class TemperatureFit
{
    // Where the model knows nothing the best temperature would be infinite, and near 0 where it says nearly nothing and is right.
    private const double Least = 0.05;
    private const double Greatest = 100;
    private const int Halvings = 60;

    /// <summary>Fits the temperature of a model.</summary>
    /// <param name="model">The model, which has none yet.</param>
    /// <param name="validation">Samples that it was not trained on.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public static double Of(MultimodalModel model, MultimodalDataset validation, CancellationToken cancellationToken = default)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var outputs = new List<torch.Tensor>();
        InferenceLoop.Run(model, validation, rows: null, (_, output) => outputs.Add(output.Prediction.to_type(torch.float64).cpu().MoveToOuterDisposeScope()), cancellationToken);
        return Of(model.Description.Task, torch.cat(outputs), validation.CopyLabels());
    }

    /// <summary>Fits the temperature to logits.</summary>
    /// <param name="task">The task, one with probabilities.</param>
    /// <param name="logits">The logits, float64 [N, O].</param>
    /// <param name="labels">The truth, as the task has it.</param>
    public static double Of(TaskKind task, torch.Tensor logits, torch.Tensor labels)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor truth = Truth(task, logits, labels);

        // The log loss is convex in 1 / temperature, so that its slope there changes its sign once.
        (double low, double high) = (1 / Greatest, 1 / Least);
        for (int halving = 0; halving < Halvings; halving++)
        {
            double middle = (low + high) / 2;
            (low, high) = Slope(task, logits, truth, middle) > 0 ? (low, middle) : (middle, high);
        }

        return 2 / (low + high);
    }

    // Of N samples, as probabilities of the classes or labels: no surer than N samples can be.
    private static torch.Tensor Truth(TaskKind task, torch.Tensor logits, torch.Tensor labels)
    {
        torch.Tensor told = (task == TaskKind.MultiLabel ? labels : torch.nn.functional.one_hot(labels, logits.shape[1])).to_type(torch.float64);
        double doubt = 1.0 / (logits.shape[0] + 1);
        return (told * TorchNumber.Of(1 - doubt)).Plus(doubt / (task == TaskKind.MultiLabel ? 2 : logits.shape[1]));
    }

    private static double Slope(TaskKind task, torch.Tensor logits, torch.Tensor truth, double factor)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor scaled = logits * TorchNumber.Of(factor);
        torch.Tensor probabilities = task == TaskKind.MultiLabel ? scaled.sigmoid() : torch.nn.functional.softmax(scaled, dim: -1);
        return ((probabilities - truth) * logits).sum().item<double>();
    }
}
