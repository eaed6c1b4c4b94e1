using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Training;

/// <summary>
/// Fits the re-weighting network of a trained model, whose experts stay as they are, so that its mean weights are the shares of what the experts
/// are measured to know on the validation part (objective <c>Measured</c>).
/// </summary>
/// <remarks>
/// Pointwise parts that are clamped at 0 take the luck of a sample for uniqueness, so their means are not the parts of the means. Here a sample's
/// weights are its pointwise parts times one factor an expert, made to sum to 1; the factors are those with which the mean over the validation part is
/// the estimate. As much of such weights takes the place of the trained ones as costs no prediction on the validation part. What a sample's parts are is expected under the best calibrated predictor: no label is looked at, and none can be memorised.
/// </remarks>
internal sealed class MeasuredWeights
{
    private const int BatchSize = 256;
    private const int MostTrainingRows = 20_000;
    private const int Rounds = 200;
    private const int Steps = 1_500;
    private const int MostEpochs = 80;
    private const double LearningRate = 3e-3;

    // Of what is known: what each expert gets in every sample at least, so that a sample of which nothing is known has the mean weights.
    private const double Floor = 0.02;
    private const double Tiny = 1e-8;

    private readonly InteractionModel _model;
    private readonly EvidenceMeasure _measure;
    private readonly CalibratedGains _gains;
    private readonly torch.Tensor[] _priors;
    private readonly double[] _parts;

    private MeasuredWeights(InteractionModel model, MultimodalDataset validation, CancellationToken cancellationToken)
    {
        _model = model;
        _measure = EvidenceMeasure.Of(model.Description.Task);
        _gains = CalibratedGains.Of(model, validation, validation, cancellationToken);
        _priors = CalibratedGains.Priors(model, validation);
        _parts = new double[model.Description.Experts.Count];
        foreach (double[][] target in _gains.Gains)
        {
            using torch.Tensor means = torch.tensor(target.Take(_parts.Length).Select(values => values.Average()).ToArray());
            using torch.Tensor parts = EvidenceShares.Of(means, model.Description);
            foreach ((int expert, double part) in parts.data<double>().ToArray().Index())
            {
                _parts[expert] += part / _gains.Gains.Length;
            }
        }
    }

    // Whether anyone predicts better than the prior by more than luck, as InteractionFindings has it.
    private bool IsAboveChance => _gains.Gains.SelectMany(target => target).Any(values => CalibratedGains.IsAboveChance(values));

    /// <summary>Fits the network; it stays as it is where nobody is above chance.</summary>
    public static void Fit(InteractionModel model, MultimodalDataset train, MultimodalDataset validation, long seed, CancellationToken cancellationToken)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var fit = new MeasuredWeights(model, validation, cancellationToken);
        if (fit._parts.Sum() <= Tiny || !fit.IsAboveChance)
        {
            return;
        }

        Samples measured = fit.Collect(validation, [.. Enumerable.Range(0, validation.Count).Select(row => (long)row)], cancellationToken, keepsOutputs: true);
        torch.Tensor factors = fit.Factors(measured);
        Samples trained = fit.Collect(train, RowsOf(train.Count), cancellationToken);
        double part = fit.PartThatCostsNothing(measured, factors, validation);
        torch.Tensor targets = torch.cat([Blend(trained, factors, part), Blend(measured, factors, part)], dim: 0);
        torch.Tensor[] embeddings = [.. trained.Embeddings.Zip(measured.Embeddings, (left, right) => torch.cat([left, right], dim: 0))];
        torch.Tensor? allowed = trained.Allowed is { } one && measured.Allowed is { } other ? torch.cat([one, other], dim: 0) : null;
        fit.Learn(embeddings, targets, allowed, seed, cancellationToken);
    }

    // Evenly over the part, so that the fit of a large one takes no longer than an epoch.
    private static long[] RowsOf(int count) => count <= MostTrainingRows
        ? [.. Enumerable.Range(0, count).Select(row => (long)row)]
        : [.. Enumerable.Range(0, MostTrainingRows).Select(place => (long)place * count / MostTrainingRows)];

    private Samples Collect(MultimodalDataset data, long[] rows, CancellationToken cancellation, bool keepsOutputs = false)
    {
        List<torch.Tensor[]> embeddings = [];
        List<torch.Tensor> parts = [];
        List<torch.Tensor> allowed = [];
        List<torch.Tensor> weights = [];
        List<torch.Tensor> outputs = [];
        torch.Tensor prior = torch.cat(_priors);
        ExpertKnowledge.ForEach(_model, data, rows, _gains.Pools!, (_, known) =>
        {
            embeddings.Add([.. known.Embeddings.Select(mean => mean.MoveToOuterDisposeScope())]);
            parts.Add(Parts(known.Told.Said(_gains.Pools!, prior)).MoveToOuterDisposeScope());
            weights.Add(known.Weights.cpu().MoveToOuterDisposeScope());
            if (keepsOutputs)
            {
                outputs.Add(known.Full.to_type(torch.float32).cpu().MoveToOuterDisposeScope());
            }

            if (known.Allowed is { } may)
            {
                allowed.Add(may.MoveToOuterDisposeScope());
            }
        }, cancellation);
        return new Samples(
            [.. Enumerable.Range(0, _model.Description.Modalities.Count).Select(modality => torch.cat([.. embeddings.Select(batch => batch[modality])], dim: 0))],
            torch.cat(parts, dim: 0),
            torch.cat(weights, dim: 0),
            outputs.Count > 0 ? torch.cat(outputs, dim: 1) : null,
            allowed.Count == parts.Count ? torch.cat(allowed, dim: 0) : null);
    }

    // The parts of what the best predictor lets expect of each sample, [B, E], the mean over the labels; at least the floor.
    private torch.Tensor Parts(torch.Tensor outputs)
    {
        int experts = _parts.Length;
        torch.Tensor sum = torch.zeros(outputs.shape[1], experts);
        for (int target = 0; target < _priors.Length; target++)
        {
            torch.Tensor prior = _priors[target];
            torch.Tensor said = prior.shape[0] == outputs.shape[2] ? outputs : outputs.narrow(2, target, 1);
            torch.Tensor slope = torch.tensor(_gains.Slopes[target].Select(value => (float)Math.Max(0, value)).ToArray()).view(-1, 1, 1);
            torch.Tensor calibrated = prior.Plus(slope * (CalibratedGains.AsProbabilities(_model.Description.Task, said) - prior));
            int best = _gains.Gains[target].Index().MaxBy(pair => pair.Item.Average()).Index;
            torch.Tensor gains = Expected(calibrated.narrow(0, 0, experts), calibrated[best], prior);
            sum = sum.Plus(EvidenceShares.Of(gains, _model.Description).transpose(0, 1) / TorchNumber.Of((long)_priors.Length));
        }

        return sum.Plus(Floor * _parts.Sum());
    }

    private torch.Tensor Expected(torch.Tensor experts, torch.Tensor best, torch.Tensor prior)
    {
        if (_model.Description.Task.IsClass())
        {
            return (functional.softmax(best, dim: -1) * (functional.log_softmax(experts, dim: -1) - prior)).sum(dim: -1);
        }

        if (_model.Description.Task == TaskKind.Survival)
        {
            return _measure.Distance(best, prior) - _measure.Distance(best, experts);
        }

        torch.Tensor truth = _model.Description.Task switch
        {
            TaskKind.MultiLabel => best.sigmoid(),
            TaskKind.Count => best.squeeze(-1).exp(),
            _ => best.squeeze(-1),
        };
        return _measure.Loss(prior.expand(1, experts.shape[1], experts.shape[2]), truth) - _measure.Loss(experts, truth);
    }

    private torch.Tensor Factors(Samples samples) =>
        SettledWeights.Factors(samples.Parts, torch.tensor(_parts.Select(part => (float)(part / _parts.Sum())).ToArray()), samples.Allowed?.cpu(), Rounds);

    private static torch.Tensor Blend(Samples samples, torch.Tensor factors, double part) => (Weights(samples, factors) * TorchNumber.Of(part)).Plus(samples.Trained * TorchNumber.Of(1 - part));

    // The weights of training serve the prediction. As much of the measured ones takes their place as loses no more on the validation part than luck explains.
    private double PartThatCostsNothing(Samples samples, torch.Tensor factors, MultimodalDataset validation)
    {
        torch.Tensor labels = _model.Learned(validation.Labels);
        torch.Tensor before = Errors(samples, samples.Trained, labels);
        foreach (double part in (double[])[1, 0.75, 0.5, 0.25])
        {
            torch.Tensor lost = Errors(samples, Blend(samples, factors, part), labels) - before;
            if (lost.sum().item<double>() <= Math.Sqrt(lost.pow(TorchNumber.Of(2)).sum().item<double>()))
            {
                return part;
            }
        }

        return 0;
    }

    // Of each sample [N]: whether the class is wrong, how many labels are, how far the number is off, or how unlikely the time is.
    private torch.Tensor Errors(Samples samples, torch.Tensor weights, torch.Tensor labels)
    {
        torch.Tensor prediction = (weights.transpose(0, 1).unsqueeze(-1) * samples.Outputs!).sum(dim: 0);
        torch.Tensor errors = _model.Description.Task switch
        {
            TaskKind.Classification or TaskKind.Ordinal => prediction.argmax(1).ne(labels),
            TaskKind.MultiLabel => prediction.gt(TorchNumber.Of(0)).ne(labels.gt(TorchNumber.Of(0))).sum(dim: 1),
            TaskKind.Count => (prediction.squeeze(-1).exp() - labels).abs(),
            TaskKind.Survival => _measure.Loss(prediction, labels),
            _ => (prediction.squeeze(-1) - labels).abs(),
        };
        return errors.to_type(torch.float64);
    }

    private static torch.Tensor Weights(Samples samples, torch.Tensor factors) => SettledWeights.Of(samples.Parts, factors, samples.Allowed?.cpu());

    private void Learn(torch.Tensor[] embeddings, torch.Tensor targets, torch.Tensor? allowed, long seed, CancellationToken cancellation)
    {
        torch.Device device = embeddings[0].device;
        torch.Tensor credits = targets.to(device);
        var sampler = new BatchSampler((int)targets.shape[0], BatchSize / 2, seed);
        int epochs = Math.Clamp(Steps / sampler.BatchCount, 1, MostEpochs);
        using var optimizer = new OnePassAdam(_model.ReweightingNetwork.parameters(), LearningRate);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            optimizer.LearningRateFactor = 1 - ((double)epoch / epochs);
            foreach (long[] rows in sampler.Epoch(epoch))
            {
                cancellation.ThrowIfCancellationRequested();
                using DisposeScope scope = torch.NewDisposeScope();
                torch.Tensor places = torch.tensor(rows).to(device);
                optimizer.ForgetGradients();
                torch.Tensor weights = _model.ReweightingNetwork.Weigh([.. embeddings.Select(embedding => embedding.index_select(0, places))], random: null, allowed?.index_select(0, places));
                (-(credits.index_select(0, places) * weights.clamp_min(TorchNumber.Of(Tiny)).log()).sum(dim: 1).mean()).backward();
                optimizer.step();
            }
        }

        optimizer.ForgetGradients();
    }

    /// <summary>What is collected of samples.</summary>
    /// <param name="Embeddings">Each modality's embedding, averaged over its patches, [N, D].</param>
    /// <param name="Parts">The parts of each sample, [N, E], above 0.</param>
    /// <param name="Trained">The weights that training has left, [N, E].</param>
    /// <param name="Outputs">What the experts say in the full pass, [E, N, O]; null where it is not kept.</param>
    /// <param name="Allowed">Which experts may have weight, [N, E]; null where all may.</param>
    private sealed record Samples(torch.Tensor[] Embeddings, torch.Tensor Parts, torch.Tensor Trained, torch.Tensor? Outputs, torch.Tensor? Allowed);
}
