namespace I2MoE.Dsl.Data;

/// <summary>Where values lie until they are joined: in memory, or in files beside those that they are for, which are deleted at the end.</summary>
internal sealed class ScratchStorage : IDisposable
{
    private readonly TensorStorage _target;
    private readonly MappedFiles? _files;
    private readonly string? _folder;

    /// <summary>Makes a place.</summary>
    /// <param name="target">Where the values will lie in the end.</param>
    /// <param name="name">The name of the folder, where there is one.</param>
    public ScratchStorage(TensorStorage target, string name)
    {
        _target = target;
        if (target is MappedFiles files)
        {
            _folder = Path.Combine(files.Folder, name);
            Directory.CreateDirectory(_folder);
            _files = new MappedFiles(_folder);
        }
    }

    /// <summary>The place.</summary>
    public TensorStorage Storage => _files ?? _target;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_files is null)
        {
            return;
        }

        foreach (string file in _files.Dependencies)
        {
            _target.DependOn(file);
        }

        _files.Dispose();
        Directory.Delete(_folder!, recursive: true);
    }
}
