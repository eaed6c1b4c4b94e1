using static TorchSharp.torch;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// The attention branch of a block as one differentiable operation on CPU tensors: normalisation, projections, attention, projection,
/// dropout and the residual path. Matrix products are torch's; all between them is done in few passes over memory. Kept for the gradient are
/// the tokens, queries, keys, values and mixed values; masks, attention weights and normalised tokens are made again.
/// </summary>
internal sealed class AttentionBranch : KernelBranch<AttentionBranch, AttentionBranchSettings>
{
    /// <summary>The computation with torch's products in one precision.</summary>
    internal sealed class Computation<T, TStorage> : BranchComputation<AttentionBranchSettings>
        where T : unmanaged
        where TStorage : struct, IStorage<T>
    {
        public override Tensor[] Forward(Tensor tokens, Tensor[] parameters, AttentionBranchSettings settings)
        {
            AttentionSizes sizes = settings.Sizes;
            TokenLayout layout = sizes.Layout;
            Tensor statistics = empty(layout.KeptRows, 2);
            Tensor normal = Normalization<T, TStorage>.Forward(tokens, parameters[0], parameters[1], statistics, hasStatistics: false);
            Tensor query = LinearProduct.Forward(normal, parameters[2]);
            Tensor keyValue = LinearProduct.Forward(normal, parameters[3]);
            normal.Dispose();
            (Tensor mixed, Tensor logSums) = Attention<T, TStorage>.Forward(sizes, query, keyValue);
            Tensor output = Branch<T, TStorage>.Forward(
                LinearProduct.Forward(mixed, parameters[4]), parameters[5], settings.HasResidual ? tokens : null, layout, settings.Dropout, settings.SecondDropout);
            return [output.view(-1, layout.Tokens, sizes.Width), statistics, query, keyValue, mixed, logSums];
        }

        public override Tensor[] Backward(Tensor gradient, Tensor[] saved, AttentionBranchSettings settings)
        {
            AttentionSizes sizes = settings.Sizes;
            TokenLayout layout = sizes.Layout;
            Tensor[] parameters = saved[1..Gradients];
            (Tensor statistics, Tensor query, Tensor keyValue, Tensor mixed, Tensor logSums) =
                (saved[Gradients], saved[Gradients + 1], saved[Gradients + 2], saved[Gradients + 3], saved[Gradients + 4]);
            (Tensor product, Tensor projectionBias) =
                Branch<T, TStorage>.Backward(gradient, settings.HasResidual, settings.Dropout, settings.SecondDropout);
            Tensor projection = LinearProduct.WeightGradient(product, mixed);
            Tensor mixedGradient = LinearProduct.InputGradient(product, parameters[4]);
            product.Dispose();
            (Tensor queryGradient, Tensor keyValueGradient) = Attention<T, TStorage>.Backward(sizes, query, keyValue, logSums, mixedGradient);
            mixedGradient.Dispose();
            Tensor normal = Normalization<T, TStorage>.Forward(saved[0], parameters[0], parameters[1], statistics, hasStatistics: true);
            Tensor queryWeight = LinearProduct.WeightGradient(queryGradient, normal);
            Tensor keyValueWeight = LinearProduct.WeightGradient(keyValueGradient, normal);
            Tensor normalGradient = LinearProduct.AddInputGradient(
                LinearProduct.InputGradient(queryGradient, parameters[2]), keyValueGradient, parameters[3]);
            (Tensor tokens, Tensor gain, Tensor bias) = Normalization<T, TStorage>.Backward(
                saved[0], parameters[0], statistics, normalGradient, settings.HasResidual ? gradient : null, layout);
            return [tokens, gain, bias, queryWeight, keyValueWeight, projection, projectionBias];
        }
    }
}
