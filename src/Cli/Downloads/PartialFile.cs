using System.Security.Cryptography;

namespace Glissade.Cli.Downloads;

/// <summary>
/// What has arrived of a file so far, in NAME.part beside where it will be, and in NAME.part.tag what the server said by which a later run
/// can tell that the file is still the same.
/// </summary>
internal sealed class PartialFile(string target)
{
    private readonly string path = target + ".part";
    private readonly string tagPath = target + ".part.tag";

    /// <summary>Bytes that have arrived.</summary>
    public long Length => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>The entity tag or the date that the server gave; null if it gave none, or for another address.</summary>
    public string? Tag(Uri address)
    {
        string[] lines = File.Exists(tagPath) && File.Exists(path) ? File.ReadAllLines(tagPath) : [];
        return lines.Length == 2 && lines[0] == address.AbsoluteUri ? lines[1] : null;
    }

    /// <summary>Begins anew.</summary>
    public FileStream Create(Uri address, string? tag)
    {
        Discard();
        if (tag is not null)
            File.WriteAllLines(tagPath, [address.AbsoluteUri, tag]);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>Goes on behind what has arrived.</summary>
    public FileStream Append() => new(path, FileMode.Append, FileAccess.Write, FileShare.None);

    /// <summary>The SHA-256 of what has arrived, in hexadecimal.</summary>
    public string Checksum()
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Gives the whole file its name.</summary>
    public void Complete()
    {
        File.Move(path, target, overwrite: false);
        File.Delete(tagPath);
    }

    /// <summary>Forgets what has arrived.</summary>
    public void Discard()
    {
        File.Delete(path);
        File.Delete(tagPath);
    }
}
