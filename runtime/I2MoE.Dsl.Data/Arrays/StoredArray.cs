using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>An array in a file: what its header says, and its values, which are read piece by piece straight into the tensor that they become.</summary>
/// <param name="type">How its elements are written.</param>
/// <param name="shape">The length of each dimension.</param>
internal abstract class StoredArray(ElementType type, long[] shape)
{
    /// <summary>The bytes of a piece.</summary>
    protected const int PieceLength = 1 << 20;

    public ElementType Type { get; } = type;

    public long[] Shape { get; } = shape;

    /// <summary>The number of elements.</summary>
    public long Count => Shape.Aggregate(1L, (product, length) => product * length);

    /// <summary>The shape in messages: <c>[N, 3]</c>.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";

    /// <summary>Whether the first index changes fastest.</summary>
    protected virtual bool IsColumnOrder => false;

    /// <summary>Goes through all elements in the order of the file.</summary>
    /// <param name="take">Takes the bytes of some whole elements, which it may overwrite.</param>
    protected abstract void ForEachPiece(PieceAction take);

    /// <summary>Takes the bytes of some whole elements.</summary>
    protected delegate void PieceAction(Span<byte> elements);

    /// <summary>The numbers in single precision, in row order.</summary>
    /// <param name="place">Where they are to lie; null for memory.</param>
    public Tensor ReadSingle(TensorPlace? place = null)
    {
        if (FloatsOf(place) is { } floats)
        {
            return floats;
        }

        if (!Type.IsWide || Shape.Length == 0 || Shape[0] < 2)
        {
            return Read<float>(ScalarType.Float32, Type.ToSingle, place);
        }

        long features = Count / Shape[0];
        RoundedValues rounded = new(features);
        long index = 0;
        Tensor values = Read<float>(
            ScalarType.Float32,
            (elements, target) =>
            {
                Type.ToSingle(elements, target);
                for (int i = 0; i < target.Length; i++, index++)
                {
                    // By columns the samples change fastest.
                    long feature = IsColumnOrder ? index / Shape[0] : index % features;
                    if (rounded.Add(feature, target[i]))
                    {
                        rounded.AddExact(feature, Type.ExactAt(elements, i));
                    }
                }
            },
            place);
        Lost = rounded.Find(feature => FormattableString.Invariant($"Feature {feature}"));
        return values;
    }

    /// <summary>What the numbers lost in single precision, once they were read, as a sentence; null where nothing is lost that matters.</summary>
    public string? Lost { get; private set; }

    /// <summary>The numbers in double precision, in row order.</summary>
    public Tensor ReadDouble() => Read<double>(ScalarType.Float64, Type.ToDouble, place: null);

    /// <summary>The whole numbers or Booleans, in row order.</summary>
    /// <param name="place">Where they are to lie; null for memory.</param>
    public Tensor ReadInt64(TensorPlace? place = null) => Read<long>(ScalarType.Int64, Type.ToInt64, place);

    /// <summary>The numbers where they lie in their file, if they are single precision in row order there; otherwise null.</summary>
    protected virtual Tensor? FloatsOf(TensorPlace? place) => null;

    /// <summary>The texts, in the order of the file.</summary>
    public virtual IReadOnlyList<string> ReadTexts()
    {
        List<string> texts = [];
        ForEachPiece(elements => texts.AddRange(Type.ToTexts(elements.ToArray(), elements.Length)));
        return texts;
    }

    /// <summary>One value for each sample as text: texts, or the digits of whole numbers; true is 1. Null for anything else.</summary>
    public IReadOnlyList<string>? ReadColumn()
    {
        if (Shape.Length != 1 || !(Type.IsText || (Type.IsNumeric && Type.Kind != ElementKind.Floating)))
        {
            return null;
        }

        if (Type.IsText)
        {
            return [.. ReadTexts().Select(text => text.Trim())];
        }

        using DisposeScope scope = NewDisposeScope();
        return SampleColumn.Digits(ReadInt64());
    }

    private Tensor Read<T>(ScalarType scalarType, Conversion<T> convert, TensorPlace? place)
        where T : unmanaged
    {
        Tensor values = New(place is not null && IsColumnOrder ? place with { Name = $"{place.Name} by columns" } : place, IsColumnOrder ? [.. Shape.Reverse()] : Shape, scalarType);
        using (Tensor flat = values.view(-1))
        {
            long done = 0;
            ForEachPiece(elements =>
            {
                int count = elements.Length / Type.Size;
                using Tensor piece = flat.narrow(0, done, count);
                convert(elements, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(piece.bytes));
                done += count;
            });
        }

        if (!IsColumnOrder)
        {
            return values;
        }

        using (values)
        {
            return New(place, Shape, scalarType).copy_(values.permute([.. Enumerable.Range(1, Shape.Length).Select(d => (long)Shape.Length - d)]));
        }
    }

    private static Tensor New(TensorPlace? place, long[] shape, ScalarType type) => place?.Allocate(shape, type) ?? empty(shape, type);

    private delegate void Conversion<T>(Span<byte> elements, Span<T> target)
        where T : unmanaged;
}
