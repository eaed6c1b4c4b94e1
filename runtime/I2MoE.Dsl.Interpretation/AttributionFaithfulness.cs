using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation;

/// <summary>
/// Takes input values away and sees what each expert then says: in the order of its attributions and in random orders. Token ids stay as they are, as
/// they do in <see cref="IntegratedGradients"/>.
/// </summary>
internal sealed class AttributionFaithfulness
{
    private const int RandomOrders = 4;
    private const int SamplesAtOnce = 32;

    private static readonly double[] s_shares = [0.05, 0.1, 0.2, 0.35, 0.5];

    private readonly InteractionModel _model;
    private readonly IntegratedGradients _gradients;
    private readonly Modality[] _attributed;
    private readonly RandomKey _key;

    private AttributionFaithfulness(InteractionModel model, IntegratedGradients gradients, long seed)
    {
        _model = model;
        _gradients = gradients;
        _attributed = [.. model.Description.Modalities.Where(modality => modality.Vocabulary is null)];
        _key = RandomKey.Of(seed, RandomPurpose.Resampling).Derive(-7);
    }

    /// <summary>Measures every expert; none where nothing can be attributed or a sample has a single value.</summary>
    /// <param name="model">The model.</param>
    /// <param name="gradients">Its attributions.</param>
    /// <param name="data">The samples.</param>
    /// <param name="samples">How many of them, the first ones.</param>
    /// <param name="seed">Of the random orders.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    public static IReadOnlyList<ExpertFaithfulness> Of(
        InteractionModel model, IntegratedGradients gradients, MultimodalDataset data, int samples, long seed, CancellationToken cancellation)
    {
        var study = new AttributionFaithfulness(model, gradients, seed);
        long values = study._attributed.Sum(modality => data.ShapeOf(modality.Name).Skip(1).Aggregate(1L, (product, length) => product * length));
        return values < 2 ? [] : study.Measure(data, Math.Min(samples, data.Count), cancellation);
    }

    private ExpertFaithfulness[] Measure(MultimodalDataset data, int samples, CancellationToken cancellation)
    {
        using IDisposable noGradients = torch.no_grad();
        int experts = _model.Description.Experts.Count;

        // [E][4 × shares], [samples]: removed, removed at random, kept, kept at random; what it says of all values is the reference of each.
        List<double>[][] outputs = [.. Enumerable.Range(0, experts).Select(_ => Enumerable.Range(0, (4 * s_shares.Length) + 1).Select(_ => new List<double>()).ToArray())];
        foreach (long[] rows in SampleRows.Chunked(samples, SamplesAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = torch.NewDisposeScope();
            MultimodalBatch batch = data.ToBatch(_model.Description.ModalityNames, rows, ModelDevice.Of(_model));
            Add(batch, rows, outputs);
        }

        return [.. outputs.Select((of, expert) => Summarise(_model.Description.Experts[expert], of))];
    }

    private void Add(MultimodalBatch batch, long[] rows, List<double>[][] outputs)
    {
        using var output = (InteractionOutput)_model.Infer(batch);
        int[] focus = [.. TensorRows.Of(output.Prediction).Select(row => OutputReading.Focus(_model.Description, row))];
        torch.Tensor index = torch.tensor([.. focus.Select(place => (long)place)], device: batch.Inputs[0].device).unsqueeze(1);
        IReadOnlyList<IReadOnlyList<ExpertAttribution>> attributions = Explain(batch, focus);
        double[][] whole = Say(batch.Inputs, index, batch.Presence);
        double[][][] random = OfOrders([.. Enumerable.Range(0, RandomOrders).Select(order => RandomOrder(rows, Values(batch), order))], batch, index);
        int shares = s_shares.Length;
        for (int expert = 0; expert < outputs.Length; expert++)
        {
            int[][] order = [.. attributions.Select(sample => Order(sample[expert]))];
            double[][][] own = OfOrders([order], batch, index);
            for (int share = 0; share < shares; share++)
            {
                outputs[expert][share].AddRange(own[share][expert]);
                outputs[expert][shares + share].AddRange(random[share][expert]);
                outputs[expert][(2 * shares) + share].AddRange(own[shares + share][expert]);
                outputs[expert][(3 * shares) + share].AddRange(random[shares + share][expert]);
            }

            outputs[expert][4 * shares].AddRange(whole[expert]);
        }
    }

    // What all experts say, the mean over the orders, [2 × shares][E][B]: first without the leading values of the order, then with them alone.
    private double[][][] OfOrders(int[][][] orders, MultimodalBatch batch, torch.Tensor index)
    {
        double[][][] sums = [.. Enumerable.Range(0, 2 * s_shares.Length).Select(_ => Array.Empty<double[]>())];
        foreach (int[][] order in orders)
        {
            for (int place = 0; place < sums.Length; place++)
            {
                using DisposeScope scope = torch.NewDisposeScope();
                bool isKept = place >= s_shares.Length;
                torch.Tensor leading = Leading(order, s_shares[place % s_shares.Length]).to(index.device);
                double[][] said = Say(Replace(batch.Inputs, isKept ? leading.logical_not() : leading), index, batch.Presence);
                sums[place] = sums[place].Length == 0
                    ? said
                    : [.. sums[place].Zip(said, (sum, now) => sum.Zip(now, (left, right) => left + right).ToArray())];
            }
        }

        return [.. sums.Select(of => of.Select(said => said.Select(value => value / orders.Length).ToArray()).ToArray())];
    }

    // The inputs with the baseline in the places [B, values] that are marked.
    private torch.Tensor[] Replace(IReadOnlyList<torch.Tensor> inputs, torch.Tensor marked)
    {
        torch.Tensor[] replaced = [.. inputs];
        long first = 0;
        foreach (Modality modality in _attributed)
        {
            torch.Tensor input = inputs[modality.Index];
            long values = input.numel() / input.shape[0];
            replaced[modality.Index] = torch.where(marked.narrow(1, first, values).view(input.shape), _gradients.BaselineOf(modality), input);
            first += values;
        }

        return replaced;
    }

    // [E][B]: what each expert says for the output at hand.
    private double[][] Say(IReadOnlyList<torch.Tensor> inputs, torch.Tensor index, torch.Tensor? presence)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return
        [
            .. _model.ExpertBank.RunEach(_model.EncoderSet.Encode(inputs, random: null, presence))
                .Select(expert => TensorRows.Of(_model.InUnits(expert.gather(1, index))).Select(row => row[0]).ToArray()),
        ];
    }

    private IReadOnlyList<IReadOnlyList<ExpertAttribution>> Explain(MultimodalBatch batch, int[] focus)
    {
        using IDisposable gradients = torch.enable_grad();
        return _gradients.Explain(batch.Inputs, focus, batch.Presence);
    }

    private int Values(MultimodalBatch batch) => (int)_attributed.Sum(modality => batch.Inputs[modality.Index].numel() / batch.Inputs[modality.Index].shape[0]);

    private int[] Order(ExpertAttribution attribution) =>
        [.. _attributed.SelectMany(modality => attribution.Features[modality.Index]!).Index().OrderByDescending(pair => pair.Item).Select(pair => pair.Index)];

    private int[][] RandomOrder(long[] rows, int values, int order) =>
    [
        .. rows.Select(row =>
        {
            int[] places = [.. Enumerable.Range(0, values)];
            _key.Derive(row).Derive(order).CreateSequence().Shuffle<int>(places);
            return places;
        }),
    ];

    private static torch.Tensor Leading(int[][] order, double share)
    {
        int values = order[0].Length;
        bool[] marked = new bool[order.Length * values];
        foreach ((int sample, int[] places) in order.Index())
        {
            foreach (int place in places.AsSpan(0, Math.Max(1, (int)Math.Round(share * values))))
            {
                marked[(sample * values) + place] = true;
            }
        }

        return torch.tensor(marked).view(order.Length, values);
    }

    private static ExpertFaithfulness Summarise(Expert expert, List<double>[] outputs)
    {
        int shares = s_shares.Length;
        double[] Mean(int kind) => [.. Enumerable.Range(kind * shares, shares).Select(place => outputs[place].Average())];
        double[] Beyond(int more, int less) =>
        [
            .. Enumerable.Range(0, outputs[0].Count).Select(sample =>
                Enumerable.Range(0, shares).Average(share => outputs[(more * shares) + share][sample] - outputs[(less * shares) + share][sample])),
        ];
        return new ExpertFaithfulness(
            expert, s_shares, Mean(0), Mean(1), Mean(2), Mean(3), MetricInterval.OfMean("comprehensiveness", Beyond(1, 0)), MetricInterval.OfMean("sufficiency", Beyond(2, 3)))
        {
            Whole = outputs[4 * shares].Average(),
        };
    }
}
