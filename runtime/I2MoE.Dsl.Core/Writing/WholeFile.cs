using System.Text;
using I2MoE.Dsl.Native;

namespace I2MoE.Dsl.Writing;

/// <summary>
/// Writes files whole or not at all: beside their place under another name, and then moved. What is behind a link is replaced, not the link; a device or a pipe
/// takes what is written, and nothing is put in its place, which root could do to <c>/dev/null</c>.
/// </summary>
internal static class WholeFile
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a text as UTF-8; its folder is made where it is missing.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="text">The text.</param>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Behind(path))!);
        Write(path, ".tmp", stream => stream.Write(s_utf8.GetBytes(text)));
    }

    /// <summary>Writes a file, whose folder exists.</summary>
    /// <param name="path">The file.</param>
    /// <param name="unfinished">What the name ends with while it is written.</param>
    /// <param name="write">Writes its content.</param>
    public static void Write(string path, string unfinished, Action<FileStream> write)
    {
        if (FileStatus.Of(path) is { IsSpecial: true })
        {
            using FileStream special = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            write(special);
            return;
        }

        string place = Behind(path);
        string temporary = place + unfinished;
        try
        {
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
            }

            File.Move(temporary, place, overwrite: true);
        }
        catch
        {
            // On a full disk what was begun takes the room that is needed.
            File.Delete(temporary);
            throw;
        }
    }

    private static string Behind(string path) => new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path : path;
}
