using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Distributed;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>Makes the steps of a run: batches, losses, gradients, and the move of the parameters.</summary>
/// <param name="state">The model, its optimizer, and what the run carries.</param>
/// <param name="guard">What becomes of steps that are not finite.</param>
/// <param name="options">The options of training.</param>
/// <param name="seed">The seed of the run.</param>
/// <param name="device">Where the model is.</param>
/// <param name="ranks">The ranks that share every batch; null for one process.</param>
internal sealed class TrainingSteps(TrainingState state, StepGuard guard, TrainingOptions options, long seed, torch.Device device, TrainingRanks? ranks = null)
{
    private readonly MultimodalModel _model = state.Model;
    private PictureAugmentation? _augmentation;

    /// <summary>Computes what of the task loss follows from the options of training and from the labels of the training part, and takes how pictures were standardised.</summary>
    public void Prepare(DataSplits data)
    {
        _augmentation = new PictureAugmentation(_model.Description.Modalities, data.Standardiser, seed);
        foreach (Objective objective in _model.modules().OfType<Objective>())
        {
            objective.Prepare(data.Train.Labels, new TaskLossShape(options.LabelSmoothing, options.Focal));
        }
    }

    /// <summary>The rows of the batches of an epoch.</summary>
    public IReadOnlyList<long[]> Batches(MultimodalDataset data, int epoch) => (options.Sampling == Sampling.Balanced
        ? new BatchSampler(RowsByClass(data.Labels), options.BatchSize, seed)
        : new BatchSampler(data.Count, options.BatchSize, seed)).Epoch(epoch);

    /// <summary>Makes a step. One of several batches goes along the mean of their gradients; the losses of each are counted.</summary>
    /// <param name="data">The training part.</param>
    /// <param name="batches">The batches of the epoch.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">The step in it, from 0.</param>
    /// <param name="meter">Takes the losses.</param>
    /// <returns>False where it was left out because it was not finite.</returns>
    public bool Make(MultimodalDataset data, IReadOnlyList<long[]> batches, int epoch, int step, LossMeter meter)
    {
        using DisposeScope whole = torch.NewDisposeScope();
        int first = step * options.Accumulation;
        int last = Math.Min(batches.Count, first + options.Accumulation);
        state.Optimizer.ForgetGradients();
        for (int batch = first; batch < last; batch++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            var random = new StepRandom(seed, epoch, batch);
            BatchShare? share = ranks?.ShareOf(batches[batch].Length);
            MultimodalBatch inputs = Batch(data, batches[batch], epoch, share);
            if (batch + 1 < batches.Count)
            {
                data.Expect(OwnOf(batches[batch + 1]));
            }

            LossTerms losses = Losses(inputs, new StepRandom(seed, epoch, batch) { Share = share });
            torch.Tensor values = ranks?.Agree(losses.Values) ?? losses.Values;
            if (epoch == 1 && batch == 0)
            {
                TakeFirst(losses.Names, values);
            }

            // Where the losses are not finite, every rank looks at the whole batch.
            long[] rows = batches[batch];
            if (!guard.Allows(losses, values, () => share is null ? inputs : Batch(data, rows, epoch, share: null), data, rows, random, (epoch, step + 1)))
            {
                return false;
            }

            long divisor = (last - first) * (ranks?.DivisorOf(batches[batch].Length) ?? 1);
            (divisor == 1 ? losses.Total : losses.Total / TorchNumber.Of(divisor)).backward();
            BackwardProblem.Throw();
            meter.Add(losses.Names, values);
        }

        ranks?.SumGradients(_model);
        if (!guard.AllowsGradients((epoch, step + 1)))
        {
            return false;
        }

        if (options.GradientClipping > 0)
        {
            torch.nn.utils.clip_grad_norm_(_model.parameters().Where(parameter => parameter.grad is not null), options.GradientClipping);
        }

        state.Optimizer.step();
        return true;
    }

    /// <summary>The loss terms of the first step of the run, computed again. It moves running statistics, which then go back.</summary>
    public IReadOnlyList<LossValue> First(MultimodalDataset data)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        using var meter = new LossMeter();
        long[] rows = Batches(data, epoch: 1)[0];
        BatchShare? share = ranks?.ShareOf(rows.Length);
        meter.Add(Losses(Batch(data, rows, epoch: 1, share), new StepRandom(seed, epoch: 1, step: 0) { Share = share }));
        state.ReturnToBest();
        return meter.Read();
    }

    private MultimodalBatch Batch(MultimodalDataset data, long[] rows, int epoch, BatchShare? share)
    {
        long[] own = Own(rows, share);
        MultimodalBatch batch = data.ToBatch(_model.Description.ModalityNames, own, device);
        if (share is not null)
        {
            // A modality that a sample of another rank lacks is to be seen here, too.
            batch = batch with { Presence = data.Origin.PresenceOf(_model.Description.ModalityNames, rows) is { } all ? share.Part(all, 0).to(device) : null };
        }

        return _augmentation?.Apply(batch, [.. own.Select(row => (long)data.SampleRows[(int)row])], epoch) ?? batch;
    }

    private LossTerms Losses(MultimodalBatch batch, StepRandom random) =>
        _model.ComputeLosses(batch with { Labels = _model.Learned(batch.Labels!) }, random);

    private long[] OwnOf(long[] rows) => Own(rows, ranks?.ShareOf(rows.Length));

    private static long[] Own(long[] rows, BatchShare? share) => share is null ? rows : rows[(int)share.First..(int)(share.First + share.Rows)];

    private void TakeFirst(IReadOnlyList<string> names, torch.Tensor values)
    {
        using var meter = new LossMeter();
        meter.Add(names, values);
        state.FirstStep = meter.Read();
        if (options.NotFinite == NotFiniteHandling.Stop)
        {
            LossChecks.CheckFirst(state.FirstStep);
        }
    }

    private static long[][] RowsByClass(torch.Tensor labels) =>
        [.. labels.data<long>().Select((label, row) => (label, row: (long)row)).GroupBy(sample => sample.label).OrderBy(rows => rows.Key).Select(rows => rows.Select(sample => sample.row).ToArray())];
}
