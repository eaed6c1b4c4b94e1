using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experts;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation;

/// <summary>
/// Replaces the embedding of one modality after the other and sees what changes. The replacement is that of the training: vectors from N(0, 1), of
/// which several are drawn; the mean embedding, here over all given samples that have the modality; or zeros. Unlike in training the re-weighting network sees it too.
/// </summary>
public sealed class ModalityMasking
{
    private const int RowsAtOnce = 256;

    private readonly InteractionModel _model;
    private readonly OutputReading _reading;
    private readonly int _draws;
    private readonly RandomKey _key;

    /// <summary>Prepares the study of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="reading">What its outputs decide.</param>
    /// <param name="draws">How many random replacements of a sample's modality are drawn; default 8. Means and zeros need only one.</param>
    /// <param name="seed">Which vectors are drawn; any value.</param>
    public ModalityMasking(InteractionModel model, OutputReading reading, int draws = 8, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        _model = model;
        _reading = reading;
        _draws = model.ExpertBank.Masking == Masking.Random ? draws : 1;
        _key = RandomKey.Of(seed, RandomPurpose.Masking);
    }

    /// <summary>
    /// The effects of masking, [N][n]: of every modality on every sample. A modality that a sample lacks is not masked: its effect is the prediction as it
    /// is, with nothing changed.
    /// </summary>
    /// <param name="data">The samples, which fit the model.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public IReadOnlyList<IReadOnlyList<MaskingEffect>> EffectsOn(MultimodalDataset data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        using IDisposable noGradients = torch.no_grad();
        using DisposeScope study = torch.NewDisposeScope();
        torch.Tensor[]? means = _model.ExpertBank.Masking == Masking.Mean ? MeanEmbeddings(data, cancellationToken) : null;
        List<IReadOnlyList<MaskingEffect>> effects = [];
        foreach (long[] rows in SampleRows.Chunked(data.Count, Math.Max(1, RowsAtOnce / _draws)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = torch.NewDisposeScope();
            MultimodalBatch batch = BatchOf(data, rows);
            torch.Tensor[] embeddings = _model.EncoderSet.Encode(batch.Inputs, random: null, batch.Presence);
            var unmasked = InteractionForward.Of(_model, embeddings, batch.Presence);
            MaskingEffect[][] ofModalities =
            [
                .. _model.Description.Modalities.Select(modality => EffectsOf(modality, embeddings, batch.Presence, unmasked, rows[0], means)),
            ];
            effects.AddRange(rows.Select((_, i) => (IReadOnlyList<MaskingEffect>)[.. ofModalities.Select(samples => samples[i])]));
        }

        return effects;
    }

    private MaskingEffect[] EffectsOf(
        Modality modality, torch.Tensor[] embeddings, torch.Tensor? presence, InteractionForward unmasked, long firstRow, torch.Tensor[]? means)
    {
        double[][] before = TensorRows.Of(unmasked.Prediction);
        int batch = before.Length;
        torch.Tensor[] masked = [.. embeddings.Select(embedding => torch.cat([.. Enumerable.Repeat(embedding, _draws)]))];
        torch.Tensor original = masked[modality.Index];
        masked[modality.Index] = _model.ExpertBank.Masking switch
        {
            Masking.Random => Noise(modality.Index, firstRow, original),
            Masking.Mean => means![modality.Index].expand(original.shape),
            _ => torch.zeros_like(original),
        };
        InteractionForward forward = InteractionForward.Of(_model, masked, presence?.repeat(_draws, 1));
        double[][] every = TensorRows.Of(forward.Prediction);
        MaskingEffect[] effects = Effects(
            modality,
            forward,
            batch,
            _draws,
            sample => Enumerable.Range(0, _draws).Average(draw => _reading.IsSame(before[sample], every[(draw * batch) + sample]) ? 0.0 : 1.0));
        if (presence is null)
        {
            return effects;
        }

        bool[] isPresent = presence.select(1, modality.Index).cpu().data<bool>().ToArray();
        MaskingEffect[] none = Effects(modality, unmasked, batch, draws: 1, _ => 0);
        return [.. effects.Select((effect, sample) => isPresent[sample] ? effect : none[sample])];
    }

    private static MaskingEffect[] Effects(Modality modality, InteractionForward forward, int batch, int draws, Func<int, double> changed)
    {
        double[][] outputs = MeanOverDraws(forward.Prediction, batch, draws);
        double[][] weights = MeanOverDraws(forward.Weights, batch, draws);
        double[][][] experts = [.. forward.Experts.unbind(0).Select(expert => MeanOverDraws(expert, batch, draws))];
        return
        [
            .. outputs.Select((output, sample) => new MaskingEffect(
                modality.Name, output, weights[sample], [.. experts.Select(expert => expert[sample])], changed(sample))),
        ];
    }

    // Drawn batch by batch from a stream of its own, so that the same call gives the same numbers.
    private torch.Tensor Noise(int modality, long firstRow, torch.Tensor like)
    {
        using torch.Generator generator = _key.Derive(modality).Derive(firstRow).CreateGenerator(like.device);
        return torch.randn(like.shape, dtype: torch.float32, device: like.device, generator: generator);
    }

    private static double[][] MeanOverDraws(torch.Tensor rows, int batch, int draws) => TensorRows.Of(rows.reshape(draws, batch, -1).mean([0]));

    private torch.Tensor[] MeanEmbeddings(MultimodalDataset data, CancellationToken cancellationToken)
    {
        torch.Tensor[]? sums = null;
        torch.Tensor[]? counts = null;
        foreach (long[] rows in SampleRows.Chunked(data.Count, RowsAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = torch.NewDisposeScope();
            MultimodalBatch batch = BatchOf(data, rows);
            torch.Tensor[] embeddings = _model.EncoderSet.Encode(batch.Inputs, random: null, batch.Presence);
            sums = Add(sums, embeddings.Select((embedding, modality) => MeanEmbedding.Sum(embedding, batch.Presence?.select(1, modality))));
            counts = Add(counts, embeddings.Select((embedding, modality) => batch.Presence?.select(1, modality).sum() ?? torch.tensor((long)rows.Length, device: embedding.device)));
        }

        return [.. sums!.Select((sum, modality) => sum / counts![modality].clamp_min(TorchNumber.Of(1)).to_type(sum.dtype))];
    }

    private static torch.Tensor[] Add(torch.Tensor[]? sums, IEnumerable<torch.Tensor> added) =>
        [.. added.Select((more, modality) => (sums is null ? more : sums[modality].Plus(more)).MoveToOuterDisposeScope())];

    private MultimodalBatch BatchOf(MultimodalDataset data, long[] rows) => data.ToBatch(_model.Description.ModalityNames, rows, ModelDevice.Of(_model));
}
