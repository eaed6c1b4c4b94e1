using I2MoE.Dsl.Onnx.Graphs;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Onnx.Encoders;

/// <summary>The ends of sequences on their way through blocks of convolution and pool, which find zeros after them.</summary>
/// <param name="steps">The number of steps of each sequence, int64, [B, 1].</param>
/// <param name="length">The number of steps that all have room for.</param>
internal sealed class SequenceSteps(string steps, int length)
{
    private string _steps = steps;
    private int _length = length;

    /// <summary>What a convolution made, with zeros after the ends: [B, C, T].</summary>
    public string Convolved(Part part, string hidden, int kernelSize)
    {
        int after = ConvolutionSize.Convolve(_length, kernelSize);
        _steps = after == _length ? _steps : part.Add("Max", [part.Plus(_steps, part.Graph.Whole(after - _length)), part.Graph.Whole(0)]);
        _length = after;
        string places = part.Graph.Wholes([.. Enumerable.Range(0, _length).Select(place => (long)place)]);
        string isWithin = part.Cast(part.Add("Less", [places, _steps]), part.Graph.FloatType);
        return part.Times(hidden, part.Unsqueeze(isWithin, axis: 1));
    }

    /// <summary>The ends after a pool, whose last window may have fewer steps.</summary>
    public void Pool(Part part, int window)
    {
        _steps = window == 1 ? _steps : part.Add("Div", [part.Plus(_steps, part.Graph.Whole(window - 1)), part.Graph.Whole(window)]);
        _length = ConvolutionSize.Pool(_length, window);
    }
}
