using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Tasks;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation;

/// <summary>Tries the modalities that samples lack, with the values of the nearest training samples. The embeddings of these are kept from sample to sample that lack the same.</summary>
/// <param name="model">The model.</param>
/// <param name="training">The training part, as the model takes it.</param>
/// <param name="neighbours">How many training samples are tried at most.</param>
internal sealed class NextModalitySearch(InteractionModel model, MultimodalDataset training, int neighbours) : IDisposable
{
    private const int MostCandidates = 5000;
    private const int RowsAtOnce = 256;

    private readonly IReadOnlyList<IReadOnlyList<string>> _lacking = training.MissingModalities();
    private string? _pattern;
    private long[] _candidates = [];
    private torch.Tensor[] _embeddings = [];

    /// <summary>The modalities that a sample lacks, the one with the greatest expected change first.</summary>
    /// <param name="data">The data with the sample.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="missing">What it lacks.</param>
    public IReadOnlyList<NextModality> Of(MultimodalDataset data, int sample, IReadOnlyList<string> missing)
    {
        if (missing.Count == 0)
        {
            return [];
        }

        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        MultimodalBatch own = data.ToBatch(model.Description.ModalityNames, [sample], ModelDevice.Of(model));
        Modality[] present = [.. model.Description.Modalities.Where(modality => !missing.Contains(modality.Name))];
        Prepare(present, string.Join('|', missing));
        long[] candidates = [.. _candidates];
        double[] distances = present.Length == 0 ? new double[candidates.Length] : Distances(own, present);
        Array.Sort(distances, candidates);
        return
        [
            .. model.Description.Modalities.Where(modality => missing.Contains(modality.Name))
                .Select(modality => (Modality: modality, Nearest: candidates.Where(row => !_lacking[(int)row].Contains(modality.Name)).Take(neighbours).ToArray()))
                .Where(tried => tried.Nearest.Length > 0)
                .Select(tried => Try(own, tried.Modality, tried.Nearest))
                .OrderByDescending(value => value.Change),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => Forget();

    private void Prepare(Modality[] present, string pattern)
    {
        if (_pattern == pattern)
        {
            return;
        }

        Forget();
        _pattern = pattern;
        _candidates = Candidates(present);
        _embeddings = [.. Embeddings(present).Select(embeddings => embeddings.DetachFromDisposeScope())];
    }

    private void Forget()
    {
        foreach (torch.Tensor embeddings in _embeddings)
        {
            embeddings.Dispose();
        }

        _embeddings = [];
    }

    // Those that have what the sample has, at most so many of them.
    private long[] Candidates(Modality[] present)
    {
        long[] having = [.. Enumerable.Range(0, _lacking.Count).Where(row => present.All(modality => !_lacking[row].Contains(modality.Name))).Select(row => (long)row)];
        RandomKey.Of(0, RandomPurpose.Resampling).Derive(-6).CreateSequence().Shuffle<long>(having);
        return [.. having.Take(MostCandidates)];
    }

    // Of each modality that the sample has, one row a candidate.
    private torch.Tensor[] Embeddings(Modality[] present)
    {
        List<torch.Tensor>[] parts = [.. present.Select(_ => new List<torch.Tensor>())];
        foreach (long[] rows in _candidates.Chunk(RowsAtOnce))
        {
            using DisposeScope scope = torch.NewDisposeScope();
            MultimodalBatch batch = training.ToBatch(model.Description.ModalityNames, rows, ModelDevice.Of(model));
            torch.Tensor[] all = model.EncoderSet.Encode(batch.Inputs, random: null, batch.Presence);
            foreach ((int place, Modality modality) in present.Index())
            {
                parts[place].Add(all[modality.Index].flatten(1).MoveToOuterDisposeScope());
            }
        }

        return [.. parts.Where(part => part.Count > 0).Select(part => torch.cat(part, dim: 0))];
    }

    // Of every modality that the sample has, the squared distance of the embeddings in units of the mean one, so that each says as much as another.
    private double[] Distances(MultimodalBatch own, Modality[] present)
    {
        torch.Tensor[] mine = model.EncoderSet.Encode(own.Inputs, random: null, own.Presence);
        double[] distances = new double[_candidates.Length];
        foreach ((int place, torch.Tensor theirs) in _embeddings.Index())
        {
            torch.Tensor away = (theirs - mine[present[place].Index].flatten(1)).to_type(torch.ScalarType.Float64);
            double[] squares = (away * away).sum(dim: 1L).cpu().data<double>().ToArray();
            double mean = Math.Max(squares.Average(), double.Epsilon);
            for (int candidate = 0; candidate < distances.Length; candidate++)
            {
                distances[candidate] += squares[candidate] / mean;
            }
        }

        return distances;
    }

    private NextModality Try(MultimodalBatch own, Modality taken, long[] rows)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        MultimodalBatch others = training.ToBatch(model.Description.ModalityNames, rows, ModelDevice.Of(model));
        torch.Tensor presence = (own.Presence ?? torch.ones([1, model.Description.Modalities.Count], torch.ScalarType.Bool, own.Inputs[0].device)).repeat(rows.Length, 1);
        presence.select(1, taken.Index).fill_(TorchNumber.Of(true));
        MultimodalBatch tried = new(
            [.. model.Description.Modalities.Select(modality => modality == taken ? others.Inputs[modality.Index] : own.Inputs[modality.Index].repeat([rows.Length, .. Enumerable.Repeat(1L, modality.Shape.Count)]))],
            Labels: null)
        { Presence = presence };
        double[] before = Outputs(own)[0];
        double[][] after = Outputs(tried);
        ModelDescription description = model.Description;
        if (description.PredictsNumber)
        {
            return new NextModality(taken.Name, rows.Length, double.NaN, after.Average(then => Math.Abs(then[0] - before[0])), double.NaN, double.NaN);
        }

        bool areLabels = description.Task == TaskKind.MultiLabel;
        int[] now = Decided(description, before);
        return new NextModality(
            taken.Name,
            rows.Length,
            after.Count(then => !Decided(description, then).SequenceEqual(now)) / (double)rows.Length,
            after.Average(then => then.Zip(before, (a, b) => Math.Abs(a - b)).Sum() / (areLabels ? before.Length : 2)),
            Entropy(before, areLabels),
            after.Average(then => Entropy(then, areLabels)));
    }

    // Probabilities, or the number in its units.
    private double[][] Outputs(MultimodalBatch batch)
    {
        using InteractionOutput output = model.Infer(batch);
        torch.Tensor outputs = output.Prediction.to_type(torch.ScalarType.Float32).cpu();
        ModelDescription description = model.Description;
        torch.Tensor read = description.PredictsNumber ? outputs : PredictionTask.Of(description).Probabilities(description, outputs);
        double[][] rows = [.. read.to_type(torch.ScalarType.Float64).contiguous().data<double>().ToArray().Chunk((int)read.shape[1])];
        return description.PredictsNumber ? [.. rows.Select(row => new[] { DecisionRule.Number(description, row) })] : rows;
    }

    private static int[] Decided(ModelDescription model, double[] probabilities) => model.Task == TaskKind.MultiLabel
        ? [.. Enumerable.Range(0, probabilities.Length).Where(label => DecisionRule.HasLabel(model, label, probabilities[label]))]
        : [DecisionRule.Class(model, probabilities)];

    private static double Entropy(double[] probabilities, bool areLabels) =>
        probabilities.Sum(probability => Bits(probability) + (areLabels ? Bits(1 - probability) : 0));

    private static double Bits(double probability) => probability > 0 ? -probability * Math.Log2(probability) : 0;
}
