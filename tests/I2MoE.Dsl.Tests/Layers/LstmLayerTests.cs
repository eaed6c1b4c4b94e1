using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.SelfTest;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Layers;

/// <summary>An LSTM says the same with and without gradients on every processor: what its definition says.</summary>
public sealed class LstmLayerTests
{
    private const int Inputs = 5;
    private const int Steps = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(11)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(48)]
    public void States_are_those_of_the_definition(int hidden)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var layer = new LstmLayer(Inputs, hidden, new ParameterInitializer(3));
        foreach (long samples in (long[])[1, 3, 7])
        {
            torch.Tensor input = ReferenceComparison.Values([samples, Steps, Inputs], seed: 4).to_type(torch.float32);
            torch.Tensor expected = Defined(layer, input, hidden);
            DirtyMemory.Fill();
            AssertClose(expected, layer.States(input));
            DirtyMemory.Fill();
            using IDisposable noGradients = torch.no_grad();
            torch.Tensor inferred = layer.States(input);
            AssertClose(expected, inferred);
            Assert.False(inferred.requires_grad);
        }
    }

    // Hochreiter and Schmidhuber 1997 with a forget gate, the gates in the order input, forget, cell, output: [B, T, D], in float64.
    private static torch.Tensor Defined(LstmLayer layer, torch.Tensor input, int hidden)
    {
        Dictionary<string, torch.Tensor> parameters = layer.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.detach().to_type(torch.float64));
        torch.Tensor Of(string name) => parameters[$"lstm.{name}_l0"];
        torch.Tensor state = torch.zeros(input.shape[0], hidden, torch.float64);
        torch.Tensor cell = torch.zeros_like(state);
        List<torch.Tensor> states = [];
        foreach (torch.Tensor step in input.to_type(torch.float64).unbind(1))
        {
            torch.Tensor[] gates = (step.matmul(Of("weight_ih").t()) + Of("bias_ih") + state.matmul(Of("weight_hh").t()) + Of("bias_hh")).chunk(4, 1);
            cell = (gates[1].sigmoid() * cell) + (gates[0].sigmoid() * gates[2].tanh());
            state = gates[3].sigmoid() * cell.tanh();
            states.Add(state);
        }

        return torch.stack(states, 1);
    }

    private static void AssertClose(torch.Tensor expected, torch.Tensor actual) =>
        Assert.InRange((expected - actual.to_type(torch.float64)).abs().max().item<double>(), 0, 1e-5);
}
