using ParquetSharp;

namespace I2MoE.Dsl.Data;

/// <summary>The cells of one column in one row group, whose values are stored in one way.</summary>
/// <param name="column">The column.</param>
/// <param name="reader">Reads its values and levels.</param>
/// <param name="number">A value as a number.</param>
/// <param name="text">A value as text.</param>
internal sealed class ParquetCells<T>(ParquetField column, ColumnReader<T> reader, Func<T, float> number, Func<T, string> text) : ParquetColumn
    where T : unmanaged, IEquatable<T>
{
    private const int BatchLength = 4096;

    private readonly short[] _definitions = new short[BatchLength];
    private readonly short[] _repetitions = new short[BatchLength];
    private readonly T[] _values = new T[BatchLength];
    private readonly short _valueLevel = reader.ColumnDescriptor.MaxDefinitionLevel;
    private readonly List<float> _list = [];
    private readonly float[] _single = new float[1];
    private int _levels;
    private int _level;
    private int _value;
    private bool _isMissing;
    private float[] _row = [];

    public override string Text => _isMissing ? "" : text(_values[_value - 1]);

    // A bare null would become empty memory.
    public override ReadOnlyMemory<float>? Values => !column.IsList ? (ReadOnlyMemory<float>?)_single
        : _isMissing ? default(ReadOnlyMemory<float>?)
        : _row.AsMemory(0, _list.Count);

    public override bool Next()
    {
        if (_level == _levels && !Fill())
        {
            return false;
        }

        _list.Clear();
        short first = _definitions[_level];
        _isMissing = column.IsList ? first < column.ElementLevel - 1 : first < _valueLevel;
        Take();
        if (!column.IsList)
        {
            return true;
        }

        while ((_level < _levels || Fill()) && _repetitions[_level] > 0)
        {
            Take();
        }

        if (_row.Length < _list.Count)
        {
            _row = new float[_list.Count];
        }

        _list.CopyTo(_row);
        return true;
    }

    public override void Dispose() => reader.Dispose();

    private bool Fill()
    {
        if (!reader.HasNext)
        {
            return false;
        }

        _levels = (int)reader.ReadBatch(BatchLength, _definitions, _repetitions, _values, out _);
        _level = 0;
        _value = 0;
        return _levels > 0;
    }

    private void Take()
    {
        short definition = _definitions[_level++];
        float value = definition == _valueLevel ? number(_values[_value++]) : float.NaN;
        _single[0] = value;
        if (column.IsList && definition >= column.ElementLevel)
        {
            _list.Add(value);
        }
    }
}
