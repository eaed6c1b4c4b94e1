using I2MoE.Dsl.Data;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation;

/// <summary>
/// Integrated gradients (Sundararajan, Taly and Yan 2017) of each expert's output with respect to the raw inputs: the gradient along the straight line
/// from a baseline to the sample, integrated by Gauss-Legendre quadrature, times the difference. The attributions of a sample sum to the difference of the
/// outputs. Token ids have no values in between: they stay as they are, and what the baseline is told of is all else.
/// </summary>
public sealed class IntegratedGradients : IDisposable
{
    private const long ValuesAtOnce = 1_000_000;

    private readonly InteractionModel _model;
    private readonly torch.Tensor[] _baseline;
    private readonly double[] _nodes;
    private readonly double[] _weights;

    private IntegratedGradients(InteractionModel model, torch.Tensor[] baseline, int steps)
    {
        _model = model;
        _baseline = baseline;
        (_nodes, _weights) = GaussLegendre.Nodes(steps);
    }

    /// <summary>Takes the mean of some samples as the baseline, normally of the training part: 0 where that was standardised.</summary>
    /// <param name="model">The model.</param>
    /// <param name="training">The samples, as the model takes them.</param>
    /// <param name="steps">The number of points on the line, at least 1; default 24.</param>
    public static IntegratedGradients FromMeanOf(InteractionModel model, MultimodalDataset training, int steps = 24)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        torch.Device device = ModelDevice.Of(model);
        torch.Tensor[] means =
        [
            .. model.Description.Modalities.Select(modality =>
                (modality.Vocabulary is null ? Mean(training[modality.Name]) : training[modality.Name].narrow(0, 0, 1)).to(device).clone().DetachFromDisposeScope()),
        ];
        return new IntegratedGradients(model, means, steps);
    }

    // Of samples without the modality nothing may stand there, which is NaN where the data are not standardised.
    private static torch.Tensor Mean(torch.Tensor values)
    {
        torch.Tensor isGiven = values.isnan().logical_not();
        return isGiven.all().item<bool>()
            ? values.mean([0], keepdim: true)
            : values.nan_to_num(0).sum(dim: 0L, keepdim: true) / isGiven.sum(dim: 0L, keepdim: true).clamp_min(TorchNumber.Of(1)).to_type(values.dtype);
    }

    /// <summary>Attributes one output of each expert to the inputs.</summary>
    /// <param name="inputs">The samples, [B, …] a modality.</param>
    /// <param name="outputs">Which output of each sample, [B], from 0: for example the predicted class.</param>
    /// <param name="presence">Which modalities each sample has, boolean, [B, n]; null (default) where all have all. What replaces an absent optional modality is no input, and nothing is attributed to it.</param>
    /// <returns>[B][E].</returns>
    public IReadOnlyList<IReadOnlyList<ExpertAttribution>> Explain(IReadOnlyList<torch.Tensor> inputs, IReadOnlyList<int> outputs, torch.Tensor? presence = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        long valuesOfSample = inputs.Sum(input => input.numel() / input.shape[0]) * (_nodes.Length + 2);
        int atOnce = (int)Math.Clamp(ValuesAtOnce / valuesOfSample, 1, outputs.Count);
        List<IReadOnlyList<ExpertAttribution>> explained = [];
        for (int first = 0; first < outputs.Count; first += atOnce)
        {
            int count = Math.Min(atOnce, outputs.Count - first);
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor? isPresent = presence?.narrow(0, first, count);
            explained.AddRange(ExplainBatch(
                [.. inputs.Select((input, modality) => AbsentModalities.Input(_model.Description.Modalities[modality], input.narrow(0, first, count), isPresent))],
                [.. outputs.Skip(first).Take(count).Select(output => (long)output)],
                isPresent));
        }

        return explained;
    }

    /// <summary>What the line to a sample starts from, [1, …].</summary>
    internal torch.Tensor BaselineOf(Modality modality) => _baseline[modality.Index];

    /// <summary>Frees the baseline.</summary>
    public void Dispose()
    {
        foreach (torch.Tensor mean in _baseline)
        {
            mean.Dispose();
        }
    }

    private List<IReadOnlyList<ExpertAttribution>> ExplainBatch(torch.Tensor[] inputs, long[] outputs, torch.Tensor? presence)
    {
        int batch = outputs.Length;
        int points = _nodes.Length + 2;
        torch.Device device = inputs[0].device;

        // The ends of the line come along without a say in the integral: what the expert says of the baseline and of the sample.
        torch.Tensor places = torch.tensor([.. _nodes, 0, 1], dtype: torch.float32, device: device);
        torch.Tensor shares = torch.tensor([.. _weights, 0, 0], dtype: torch.float32, device: device).unsqueeze(1);
        torch.Tensor[] lines = [.. inputs.Select((input, modality) => Line(input, _baseline[modality], places))];
        torch.Tensor[] attributed = [.. lines.Where(line => line.requires_grad)];
        torch.Tensor index = torch.tensor(outputs, device: device).repeat(points).unsqueeze(1);
        torch.Tensor[] values =
        [
            .. _model.ExpertBank.RunEach(_model.EncoderSet.Encode(lines, random: null, presence?.repeat(points, 1))).Select(expert => _model.InUnits(expert.gather(1, index).view(points, batch))),
        ];

        double[][] baselines = [.. values.Select(value => Numbers(value[points - 2]))];
        double[][] ends = [.. values.Select(value => Numbers(value[points - 1]))];
        double[]?[][][] features = [.. values.Select((value, expert) => Integrate(value * shares, inputs, lines, attributed, keepGraph: expert < values.Length - 1))];
        return
        [
            .. Enumerable.Range(0, batch).Select(sample => (IReadOnlyList<ExpertAttribution>)
            [
                .. _model.Description.ExpertNames.Select((name, expert) =>
                    new ExpertAttribution(name, baselines[expert][sample], ends[expert][sample], [.. features[expert].Select(modality => modality[sample])])),
            ]),
        ];
    }

    // [n][B][values of a sample]
    private double[]?[][] Integrate(torch.Tensor weighted, torch.Tensor[] inputs, torch.Tensor[] lines, torch.Tensor[] attributed, bool keepGraph)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var gradients = new Queue<torch.Tensor?>(attributed.Length == 0 ? [] : torch.autograd.grad([weighted.sum()], attributed, retain_graph: keepGraph, allow_unused: true));
        return
        [
            .. lines.Select((line, modality) =>
            {
                int batch = (int)inputs[modality].shape[0];
                if (!line.requires_grad)
                {
                    return new double[]?[batch];
                }

                // Nothing is attributed to what follows the end of a sequence, which is NaN.
                torch.Tensor difference = (inputs[modality] - _baseline[modality]).flatten(1).nan_to_num(0);
                torch.Tensor? gradient = gradients.Dequeue();
                return gradient is null || gradient.IsInvalid
                    ? TensorRows.Of(torch.zeros_like(difference))
                    : TensorRows.Of(difference * gradient.reshape(_nodes.Length + 2, batch, -1).sum(dim: 0L));
            }),
        ];
    }

    // The points between baseline and sample, [points * B, …].
    private static torch.Tensor Line(torch.Tensor input, torch.Tensor baseline, torch.Tensor places)
    {
        if (!input.is_floating_point())
        {
            return torch.cat([.. Enumerable.Repeat(input, (int)places.shape[0])]);
        }

        torch.Tensor place = places.view([-1, .. Enumerable.Repeat(1L, (int)input.dim())]);
        return baseline.Plus(place * (input - baseline).unsqueeze(0)).flatten(0, 1).detach().requires_grad_();
    }

    private static double[] Numbers(torch.Tensor vector) => vector.detach().to_type(torch.float64).cpu().data<double>().ToArray();
}
