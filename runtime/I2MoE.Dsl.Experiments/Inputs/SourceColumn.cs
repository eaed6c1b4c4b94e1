using I2MoE.Dsl.Data;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>Reads one value for each sample from the source itself.</summary>
/// <param name="source">The source.</param>
/// <param name="path">Its full path.</param>
internal sealed class SourceColumn(Component source, string path)
{
    /// <summary>The text of a column of a table, or the digits of an array [N] of whole numbers.</summary>
    /// <exception cref="DatasetException">There is no such column.</exception>
    public async Task<IReadOnlyList<string>> ReadAsync(string column, CancellationToken cancellationToken)
    {
        ComponentDefinition kind = source.Definition;
        return kind == CsvDataOptions.Definition ? SampleColumn.ReadCsv(path, column, SourceReader.FormatOf(source), source.Get(CsvDataOptions.Missing))
            : kind == ParquetDataOptions.Definition ? await SampleColumn.ReadParquetAsync(path, column, source.Get(CsvDataOptions.Missing), cancellationToken).ConfigureAwait(false)
            : kind == NpzDataOptions.Definition ? SampleColumn.ReadNpz(path, column)
            : kind == Hdf5DataOptions.Definition ? SampleColumn.ReadHdf5(path, column)
            : NpyFolder.Open(path, folder => folder.ReadColumn(column));
    }
}
