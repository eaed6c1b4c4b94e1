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
    /// <summary>Of more modalities than these, combinations are not tried: they double with each.</summary>
    public const int MostCombined = 4;

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
        return EffectsOn(data, [.. _model.Description.Modalities.Select(modality => (Modality[])[modality])], cancellationToken);
    }

    /// <summary>
    /// The effects of masking two or more modalities at once, [N][2^n - n - 1], in the order of <see cref="Combinations"/>; none of more than
    /// <see cref="MostCombined"/> modalities. Those that a sample lacks are not masked.
    /// </summary>
    /// <param name="data">The samples, which fit the model.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public IReadOnlyList<IReadOnlyList<MaskingEffect>> CombinedEffectsOn(MultimodalDataset data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return EffectsOn(data, [.. Combinations(_model.Description.Modalities)], cancellationToken);
    }

    /// <summary>The sets of two or more modalities, by the binary number that has a digit for each modality, the first the least; none of more than <see cref="MostCombined"/>.</summary>
    /// <param name="modalities">The modalities of the model.</param>
    internal static IEnumerable<Modality[]> Combinations(IReadOnlyList<Modality> modalities) => modalities.Count > MostCombined ? [] : Enumerable
        .Range(1, (1 << modalities.Count) - 1)
        .Select(set => modalities.Where(modality => (set & (1 << modality.Index)) != 0).ToArray())
        .Where(set => set.Length > 1);

    /// <summary>What masking does to one sample, which may be one that was changed.</summary>
    /// <param name="batch">The sample, a batch of one.</param>
    /// <param name="masked">The modalities that are masked; none for the prediction as it is.</param>
    /// <param name="data">The samples whose mean embedding is taken where training masks by means.</param>
    internal MaskingEffect EffectOf(MultimodalBatch batch, Modality[] masked, MultimodalDataset data)
    {
        using IDisposable noGradients = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor[]? means = masked.Length > 0 && _model.ExpertBank.Masking == Masking.Mean ? MeanEmbeddings(data, CancellationToken.None) : null;
        torch.Tensor[] embeddings = _model.EncoderSet.Encode(batch.Inputs, random: null, batch.Presence);
        var unmasked = InteractionForward.Of(_model, embeddings, batch.Presence);
        return masked.Length == 0 ? Effects("", unmasked, 1, draws: 1, _ => 0)[0] : EffectsOf(masked, embeddings, batch.Presence, unmasked, firstRow: 0, means)[0];
    }

    private List<IReadOnlyList<MaskingEffect>> EffectsOn(MultimodalDataset data, IReadOnlyList<Modality[]> sets, CancellationToken cancellationToken)
    {
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
            MaskingEffect[][] ofSets =
            [
                .. sets.Select(set => EffectsOf(set, embeddings, batch.Presence, unmasked, rows[0], means)),
            ];
            effects.AddRange(rows.Select((_, i) => (IReadOnlyList<MaskingEffect>)[.. ofSets.Select(samples => samples[i])]));
        }

        return effects;
    }

    private MaskingEffect[] EffectsOf(
        Modality[] set, torch.Tensor[] embeddings, torch.Tensor? presence, InteractionForward unmasked, long firstRow, torch.Tensor[]? means)
    {
        double[][] before = TensorRows.Of(unmasked.Prediction);
        int batch = before.Length;
        torch.Tensor[] masked = [.. embeddings.Select(embedding => torch.cat([.. Enumerable.Repeat(embedding, _draws)]))];
        foreach (Modality modality in set)
        {
            torch.Tensor original = masked[modality.Index];
            torch.Tensor replacement = _model.ExpertBank.Masking switch
            {
                Masking.Random => Noise(modality.Index, firstRow, original),
                Masking.Mean => means![modality.Index].expand(original.shape),
                _ => torch.zeros_like(original),
            };
            masked[modality.Index] = presence is null || set.Length == 1 ? replacement : Where(presence.select(1, modality.Index).repeat(_draws), replacement, original);
        }

        InteractionForward forward = InteractionForward.Of(_model, masked, presence?.repeat(_draws, 1));
        double[][] every = TensorRows.Of(forward.Prediction);
        MaskingEffect[] effects = Effects(
            string.Join(" + ", set.Select(modality => modality.Name)),
            forward,
            batch,
            _draws,
            sample => Enumerable.Range(0, _draws).Average(draw => _reading.IsSame(before[sample], every[(draw * batch) + sample]) ? 0.0 : 1.0));
        if (presence is null)
        {
            return effects;
        }

        bool[] isPresent = presence.index_select(1, torch.tensor(set.Select(modality => (long)modality.Index).ToArray()).to(presence.device)).any(1).cpu().data<bool>().ToArray();
        MaskingEffect[] none = Effects(effects[0].Modality, unmasked, batch, draws: 1, _ => 0);
        return [.. effects.Select((effect, sample) => isPresent[sample] ? effect : none[sample])];
    }

    private static torch.Tensor Where(torch.Tensor present, torch.Tensor replacement, torch.Tensor original) =>
        torch.where(present.reshape([present.shape[0], .. Enumerable.Repeat(1L, (int)original.dim() - 1)]), replacement, original);

    private static MaskingEffect[] Effects(string masked, InteractionForward forward, int batch, int draws, Func<int, double> changed)
    {
        double[][] outputs = MeanOverDraws(forward.Prediction, batch, draws);
        double[][] weights = MeanOverDraws(forward.Weights, batch, draws);
        double[][][] experts = [.. forward.Experts.unbind(0).Select(expert => MeanOverDraws(expert, batch, draws))];
        return
        [
            .. outputs.Select((output, sample) => new MaskingEffect(
                masked, output, weights[sample], [.. experts.Select(expert => expert[sample])], changed(sample))),
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
