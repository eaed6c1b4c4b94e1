namespace I2MoE.Dsl.Data.Cache;

/// <summary>A file that was read, and how to know it again.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Modified">When it was written last.</param>
/// <param name="Digest">The digest of its content.</param>
/// <param name="Changed">When anything about it changed last, see <see cref="RegularFile.Changed"/>.</param>
internal sealed record CachedSource(string Path, long Length, DateTime Modified, string Digest, long Changed);
