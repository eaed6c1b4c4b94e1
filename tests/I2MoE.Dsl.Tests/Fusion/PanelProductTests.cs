using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Native;
using I2MoE.Dsl.Tests.Golden;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Fusion;

/// <summary>The products that this library makes itself, against those of torch.</summary>
public sealed unsafe class PanelProductTests
{
    // Whole tiles and rests of every kind, panels that are full and half full, one block of rows and several.
    [Theory]
    [InlineData(1, 16, 16)]
    [InlineData(48, 32, 64)]
    [InlineData(41, 48, 80)]
    [InlineData(300, 112, 48)]
    public void Products_and_their_gradients_equal_those_of_torch(int rows, int inputs, int outputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor input = torch.randn(rows, inputs);
        torch.Tensor weight = torch.randn(outputs, inputs);
        torch.Tensor gradient = torch.randn(rows, outputs);

        torch.Tensor product = torch.empty(rows, outputs);
        Multiply(input, PackPanels.Pack(isForward: true, weight)[0], product, adds: false);
        Close.Relative(torch.mm(input, weight.t()), product, 1e-5, "product");

        torch.Tensor inputGradient = torch.ones(rows, inputs);
        Multiply(gradient, PackPanels.Pack(isForward: false, weight)[0], inputGradient, adds: true);
        Close.Relative(torch.mm(gradient, weight) + 1, inputGradient, 1e-5, "gradient of the rows");

        torch.Tensor weightGradient = torch.empty(outputs, inputs);
        KernelSequence<WeightGradient>.Run(WeightGradient.Of(gradient, input, weightGradient));
        Close.Relative(torch.mm(gradient.t(), input), weightGradient, 1e-5, "gradient of the weight");
    }

    [Fact]
    public void The_product_of_a_row_is_the_same_bit_for_bit_whatever_rows_it_is_made_with()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor input = torch.randn(31, 64);
        torch.Tensor panels = PackPanels.Pack(isForward: true, torch.randn(96, 64))[0];
        torch.Tensor together = torch.empty(31, 96);
        Multiply(input, panels, together, adds: false);
        for (int row = 0; row < 31; row++)
        {
            torch.Tensor alone = torch.empty(1, 96);
            Multiply(input.narrow(0, row, 1).contiguous(), panels, alone, adds: false);
            Assert.True(alone[0].equal(together[row]).all().item<bool>(), $"Row {row} differs.");
        }
    }

    private static void Multiply(torch.Tensor rows, torch.Tensor panels, torch.Tensor result, bool adds) => PanelProduct.Multiply(
        Memory.Of<float>(rows), (int)rows.shape[0], (int)rows.shape[1], Memory.Of<float>(panels), (int)result.shape[1], Memory.Of<float>(result), adds);
}
