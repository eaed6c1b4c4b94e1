namespace I2MoE.Dsl.Specification;

/// <summary>Adds up what the layers of one part of a model need, a sample. Numbers are doubles, because a declaration may ask for more than 64 bits count.</summary>
/// <param name="path">The component that is tallied first.</param>
/// <param name="copies">How often the part is there: once, or once an expert.</param>
internal sealed class SizeTally(SpecificationPath path, double copies = 1)
{
    /// <summary>The component that is tallied.</summary>
    public SpecificationPath Path { get; set; } = path;

    /// <summary>The parameters, of all copies.</summary>
    public double Parameters { get; private set; }

    /// <summary>The numbers that a training step keeps for the gradient a sample, of all copies.</summary>
    public double Kept { get; private set; }

    /// <summary>The numbers that a prediction holds until it is done a sample, of all copies.</summary>
    public double Held { get; private set; }

    /// <summary>The numbers that the greatest layer makes a sample, of one copy: what a backward pass makes beside what is kept.</summary>
    public double Working { get; private set; }

    /// <summary>The greatest parameter.</summary>
    public SizedTensor GreatestParameter { get; private set; } = new("", 0, path, GrowsWithBatch: false);

    /// <summary>The greatest tensor of a sample.</summary>
    public SizedTensor GreatestOfSample { get; private set; } = new("", 0, path, GrowsWithBatch: true);

    /// <summary>Whether a class of the user's adds what only it knows.</summary>
    public bool IsPartial { get; set; }

    /// <summary>Counts a parameter of every copy; copies are stacked in one tensor.</summary>
    public void Parameter(string name, double numbers)
    {
        Parameters += copies * numbers;
        GreatestParameter = Greater(GreatestParameter, new SizedTensor(name, copies * numbers, Path, GrowsWithBatch: false));
    }

    /// <summary>Counts weight and bias of a linear map.</summary>
    public void Linear(string name, double inputs, double outputs, bool bias = true)
    {
        Parameter("the weight of " + name, inputs * outputs);
        Parameter("the bias of " + name, bias ? outputs : 0);
    }

    /// <summary>Counts what one layer makes of a sample, and of it what is kept for the gradient.</summary>
    /// <param name="name">The greatest tensor of the layer.</param>
    /// <param name="greatest">Its numbers a sample.</param>
    /// <param name="kept">The numbers kept.</param>
    /// <param name="working">The numbers that its backward pass makes besides.</param>
    /// <param name="held">The numbers that a prediction holds of it: all that operations of torch make, unless kernels make less.</param>
    public void Layer(string name, double greatest, double kept, double working, double? held = null)
    {
        Kept += copies * kept;
        Held += copies * (held ?? kept);
        Working = Math.Max(Working, working);
        GreatestOfSample = Greater(GreatestOfSample, new SizedTensor(name, greatest, Path, GrowsWithBatch: true));
    }

    private static SizedTensor Greater(SizedTensor one, SizedTensor other) => other.Numbers > one.Numbers ? other : one;
}
