using TorchSharp;

namespace I2MoE.Dsl.Cpu;

/// <summary>Who computes what has more than one way on the CPU. What an engine does not take, torch computes; results are equal within rounding.</summary>
internal interface ICpuEngine
{
    /// <summary>Whether it makes the step of the optimizer for this parameter.</summary>
    bool Updates(torch.Tensor tensor);

    /// <summary>Whether it computes with rows of this tensor.</summary>
    bool Takes(torch.Tensor tensor);

    /// <summary>Whether it computes blocks of attention on such tokens.</summary>
    /// <param name="tokens">The tokens, [M, S, D], or, where passes share them, the tokens of one group.</param>
    /// <param name="groups">The groups of tokens that are kept.</param>
    /// <param name="passes">The passes that share them.</param>
    /// <param name="parts">The groups that a pass is made of.</param>
    bool TakesBlocks(torch.Tensor tokens, int groups, int passes, int parts);

    /// <summary>Whether it makes float32 products of so many rows.</summary>
    bool MakesProducts(int rows);
}
