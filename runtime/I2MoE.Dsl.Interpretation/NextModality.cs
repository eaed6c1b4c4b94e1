using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Tasks;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation;

/// <summary>
/// What taking a modality that a sample lacks would bring, as far as the training part can tell: its values are tried that the nearest training samples
/// have, nearest in the embeddings of what the sample has. Where a modality says little of another, they are much like any others of the training part.
/// </summary>
/// <param name="Modality">The modality.</param>
/// <param name="Neighbours">How many training samples were tried.</param>
/// <param name="ChangeShare">The share of them with which another class, or another set of labels, would be predicted; NaN where a number is predicted.</param>
/// <param name="Change">The expected change of the prediction: of probabilities half the sum of their distances (of labels their mean distance), of a number its distance, in its units.</param>
/// <param name="Uncertainty">The entropy of the prediction as it is, in bits; of labels their sum; NaN where a number is predicted.</param>
/// <param name="ExpectedUncertainty">The entropy that is to be expected then, in bits.</param>
public sealed record NextModality(string Modality, int Neighbours, double ChangeShare, double Change, double Uncertainty, double ExpectedUncertainty)
{
    private const int MostCandidates = 5000;
    private const int RowsAtOnce = 256;

    /// <summary>The modalities that a sample lacks, the one with the greatest expected change first; none where it has all, or no training sample has it beside what the sample has.</summary>
    /// <param name="model">The model.</param>
    /// <param name="training">The training part, as the model takes it; of more than 5000 samples, so many are drawn.</param>
    /// <param name="data">The data with the sample, as the model takes them.</param>
    /// <param name="sample">The sample, 0 to N-1.</param>
    /// <param name="neighbours">How many training samples are tried at most, at least 1; default 50.</param>
    public static IReadOnlyList<NextModality> Of(InteractionModel model, MultimodalDataset training, MultimodalDataset data, int sample, int neighbours = 50)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        IReadOnlyList<string> missing = data.MissingModalities()[sample];
        if (missing.Count == 0)
        {
            return [];
        }

        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        MultimodalBatch own = data.ToBatch(model.Description.ModalityNames, [sample], ModelDevice.Of(model));
        Modality[] present = [.. model.Description.Modalities.Where(modality => !missing.Contains(modality.Name))];
        IReadOnlyList<IReadOnlyList<string>> lacking = training.MissingModalities();
        long[] candidates = Candidates(lacking, present);
        double[] distances = present.Length == 0 ? new double[candidates.Length] : Distances(model, training, candidates, own, present);
        Array.Sort(distances, candidates);
        return
        [
            .. model.Description.Modalities.Where(modality => missing.Contains(modality.Name))
                .Select(modality => (Modality: modality, Nearest: candidates.Where(row => !lacking[(int)row].Contains(modality.Name)).Take(neighbours).ToArray()))
                .Where(tried => tried.Nearest.Length > 0)
                .Select(tried => Try(model, training, own, tried.Modality, tried.Nearest))
                .OrderByDescending(value => value.Change),
        ];
    }

    // Those that have what the sample has, at most so many of them.
    private static long[] Candidates(IReadOnlyList<IReadOnlyList<string>> lacking, Modality[] present)
    {
        long[] having = [.. Enumerable.Range(0, lacking.Count).Where(row => present.All(modality => !lacking[row].Contains(modality.Name))).Select(row => (long)row)];
        RandomKey.Of(0, RandomPurpose.Resampling).Derive(-6).CreateSequence().Shuffle<long>(having);
        return [.. having.Take(MostCandidates)];
    }

    // Of every modality that the sample has, the squared distance of the embeddings in units of the mean one, so that each says as much as another.
    private static double[] Distances(InteractionModel model, MultimodalDataset training, long[] candidates, MultimodalBatch own, Modality[] present)
    {
        torch.Tensor[] mine = model.EncoderSet.Encode(own.Inputs, random: null, own.Presence);
        double[] distances = new double[candidates.Length];
        double[][] squares = [.. present.Select(_ => new double[candidates.Length])];
        int first = 0;
        foreach (long[] rows in candidates.Chunk(RowsAtOnce))
        {
            using DisposeScope scope = torch.NewDisposeScope();
            MultimodalBatch batch = training.ToBatch(model.Description.ModalityNames, rows, ModelDevice.Of(model));
            torch.Tensor[] theirs = model.EncoderSet.Encode(batch.Inputs, random: null, batch.Presence);
            foreach ((int place, Modality modality) in present.Index())
            {
                torch.Tensor away = (theirs[modality.Index] - mine[modality.Index]).flatten(1).to_type(torch.ScalarType.Float64);
                (away * away).sum(dim: 1L).cpu().data<double>().ToArray().CopyTo(squares[place], first);
            }

            first += rows.Length;
        }

        foreach (double[] ofModality in squares)
        {
            double mean = ofModality.Length == 0 ? 1 : Math.Max(ofModality.Average(), double.Epsilon);
            for (int candidate = 0; candidate < distances.Length; candidate++)
            {
                distances[candidate] += ofModality[candidate] / mean;
            }
        }

        return distances;
    }

    private static NextModality Try(InteractionModel model, MultimodalDataset training, MultimodalBatch own, Modality taken, long[] rows)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        MultimodalBatch others = training.ToBatch(model.Description.ModalityNames, rows, ModelDevice.Of(model));
        torch.Tensor presence = (own.Presence ?? torch.ones([1, model.Description.Modalities.Count], torch.ScalarType.Bool, own.Inputs[0].device)).repeat(rows.Length, 1);
        presence.select(1, taken.Index).fill_(TorchNumber.Of(true));
        MultimodalBatch tried = new(
            [.. model.Description.Modalities.Select(modality => modality == taken ? others.Inputs[modality.Index] : own.Inputs[modality.Index].repeat([rows.Length, .. Enumerable.Repeat(1L, modality.Shape.Count)]))],
            Labels: null)
        { Presence = presence };
        double[] before = Outputs(model, own)[0];
        double[][] after = Outputs(model, tried);
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
    private static double[][] Outputs(InteractionModel model, MultimodalBatch batch)
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
