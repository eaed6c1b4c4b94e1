using Microsoft.ML;
using Microsoft.ML.Data;

namespace I2MoE.Dsl.Baselines;

/// <summary>A sample as ML.NET takes it.</summary>
internal sealed class BaselineRow
{
    /// <summary>The features.</summary>
    public float[] Features { get; set; } = [];

    /// <summary>The class, from 0.</summary>
    public uint Class { get; set; }

    /// <summary>Whether it is of the class or has the label that is asked for.</summary>
    public bool Has { get; set; }

    /// <summary>The number to predict.</summary>
    public float Number { get; set; }

    /// <summary>Samples as ML.NET takes them.</summary>
    /// <param name="context">The context.</param>
    /// <param name="rows">The samples, of the same number of features.</param>
    /// <param name="classes">The number of classes.</param>
    public static IDataView View(MLContext context, IReadOnlyList<BaselineRow> rows, int classes)
    {
        var schema = SchemaDefinition.Create(typeof(BaselineRow));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Features.Length);
        schema[nameof(Class)].ColumnType = new KeyDataViewType(typeof(uint), classes);
        return context.Data.LoadFromEnumerable(rows, schema);
    }
}
