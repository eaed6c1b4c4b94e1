using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Where the values lie that a reader makes: in main memory, or in files that are mapped into it.</summary>
internal abstract class TensorStorage
{
    /// <summary>Main memory.</summary>
    public static TensorStorage Memory { get; } = new MainMemory();

    /// <summary>Whether the values take main memory, so that they must fit in it.</summary>
    public abstract bool IsMemory { get; }

    /// <summary>Makes a tensor whose values are to be written.</summary>
    /// <param name="name">What it holds, for example a modality; each name once.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="type">The type of its values: float32 or int64.</param>
    /// <exception cref="IOException">There is no room for it.</exception>
    public abstract Tensor Allocate(string name, long[] shape, ScalarType type);

    /// <summary>A file for float32 values whose number is not known yet, to be written from its start; null where they are better kept in memory.</summary>
    /// <param name="name">What they are; each name once.</param>
    public abstract Stream? Append(string name);

    /// <summary>The tensor of a file that was appended to, and is closed.</summary>
    /// <param name="name">The name that it was made with.</param>
    /// <param name="shape">The shape of the values.</param>
    public abstract Tensor Appended(string name, long[] shape);

    /// <summary>The float32 values of a file where they lie; null where they are to be read instead.</summary>
    /// <param name="name">What they are; each name once.</param>
    /// <param name="file">The file.</param>
    /// <param name="offset">The bytes before the first value.</param>
    /// <param name="shape">The shape of the values.</param>
    public abstract Tensor? Adopt(string name, string file, long offset, long[] shape);

    /// <summary>Says that values are read from a file beside the source itself, such as an image.</summary>
    /// <param name="file">The file.</param>
    public abstract void DependOn(string file);

    private sealed class MainMemory : TensorStorage
    {
        public override bool IsMemory => true;

        public override Tensor Allocate(string name, long[] shape, ScalarType type) => empty(shape, type);

        public override Stream? Append(string name) => null;

        public override Tensor Appended(string name, long[] shape) => throw new NotSupportedException();

        public override Tensor? Adopt(string name, string file, long offset, long[] shape) => null;

        public override void DependOn(string file)
        {
        }
    }
}
