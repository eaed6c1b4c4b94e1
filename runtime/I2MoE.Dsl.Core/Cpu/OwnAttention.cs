using I2MoE.Dsl.Native;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Cpu;

/// <summary>The attention branch in float32 with products of its own: what can be is done to a chunk of rows while it is in the cache.</summary>
internal sealed unsafe class OwnAttention : BranchComputation<AttentionBranchSettings>
{
    /// <inheritdoc/>
    public override Tensor[] Forward(Tensor tokens, Tensor[] parameters, AttentionBranchSettings settings)
    {
        AttentionSizes sizes = settings.Sizes;
        TokenLayout layout = sizes.Layout;
        Tensor[] panels = PackPanels.Pack(isForward: true, parameters[2], parameters[3], parameters[4]);
        Tensor statistics = empty(layout.KeptRows, 2);
        Tensor query = empty(layout.KeptRows, sizes.Width);
        Tensor keyValue = empty(layout.KeptRows, 2 * sizes.Width);
        CpuThreads.Run(RowChunks.Count(layout.KeptRows), new AttentionProjections
        {
            Norm = OwnParts.Norm(tokens, parameters, statistics),
            Query = OwnParts.Product(panels[0], query),
            KeyValue = OwnParts.Product(panels[1], keyValue),
        });
        (Tensor mixed, Tensor logSums) = Attention<float, FloatStorage>.Forward(sizes, query, keyValue);
        Tensor output = empty(layout.Rows, sizes.Width);
        CpuThreads.Run(RowChunks.Count(layout.Rows), new AttentionEnd
        {
            Mixed = Memory.Of<float>(mixed),
            Projection = OwnParts.Product(panels[2], output),
            End = OwnParts.End(output, parameters[5], settings.HasResidual ? tokens : null, layout, settings.Dropout, settings.SecondDropout),
        });
        return [output.view(-1, layout.Tokens, sizes.Width), statistics, query, keyValue, mixed, logSums];
    }

    /// <inheritdoc/>
    public override Tensor[] Backward(Tensor gradient, Tensor[] saved, AttentionBranchSettings settings)
    {
        AttentionSizes sizes = settings.Sizes;
        TokenLayout layout = sizes.Layout;
        Tensor tokens = saved[0];
        Tensor[] parameters = saved[1..AttentionBranch.Gradients];
        Tensor[] made = saved[AttentionBranch.Gradients..];
        (Tensor statistics, Tensor query, Tensor keyValue, Tensor mixed, Tensor logSums) = (made[0], made[1], made[2], made[3], made[4]);
        Tensor[] panels = PackPanels.Pack(isForward: false, parameters[2], parameters[3], parameters[4]);
        int chunks = RowChunks.Count(layout.Rows);
        Tensor product = empty(layout.Rows, sizes.Width);
        Tensor mixedGradient = empty_like(mixed);
        Tensor projectionBias = empty(chunks, sizes.Width);
        CpuThreads.Run(chunks, new AttentionEndBackward
        {
            End = OwnParts.EndBackward(gradient, product, projectionBias, settings.HasResidual, settings.Dropout, settings.SecondDropout),
            Projection = OwnParts.Product(panels[2], mixedGradient),
        });
        (Tensor queryGradient, Tensor keyValueGradient) = Attention<float, FloatStorage>.Backward(sizes, query, keyValue, logSums, mixedGradient);

        // The queries are read no more: what is normalised again takes their place.
        Tensor normal = query;
        Tensor input = empty_like(tokens);
        int keptChunks = RowChunks.Count(layout.KeptRows);
        Tensor normParameters = empty(keptChunks, 2, sizes.Width);
        CpuThreads.Run(keptChunks, new AttentionProjectionsBackward
        {
            QueryGradient = Memory.Of<float>(queryGradient),
            KeyValueGradient = Memory.Of<float>(keyValueGradient),
            QueryPanels = Memory.Of<float>(panels[0]),
            KeyValuePanels = Memory.Of<float>(panels[1]),
            Norm = OwnParts.NormAgain(tokens, parameters, statistics, normal),
            NormGradient = OwnParts.NormBackward(tokens, parameters, statistics, input, settings.HasResidual ? gradient : null, normParameters, layout),
        });
        Tensor[] weights = [empty_like(parameters[2]), empty_like(parameters[3]), empty_like(parameters[4])];
        KernelSequence<WeightGradient>.Run(
            WeightGradient.Of(queryGradient, normal, weights[0]),
            WeightGradient.Of(keyValueGradient, normal, weights[1]),
            WeightGradient.Of(product, mixed, weights[2]));
        Tensor[] norm = normParameters.sum(dim: 0).unbind(0);
        return [input, norm[0], norm[1], weights[0], weights[1], weights[2], projectionBias.sum(dim: 0)];
    }
}
