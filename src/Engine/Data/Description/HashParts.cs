using System.Runtime.InteropServices;

namespace Glissade.Description;

/// <summary>Hashes in parts, equal ones in the same: in memory if there is one part, each in a temporary file otherwise.</summary>
internal sealed class HashParts : IDisposable
{
    private readonly List<UInt128> part = [];
    private readonly FileStream[] files;

    /// <exception cref="IOException">Temporary files cannot be made.</exception>
    internal HashParts(int parts)
    {
        files = new FileStream[parts == 1 ? 0 : parts];
        try
        {
            for (int i = 0; i < files.Length; i++)
                files[i] = AtomicFile.OpenScratch(Path.GetTempPath());
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal void Add(UInt128 hash)
    {
        if (files.Length == 0)
            part.Add(hash);
        else
            files[(int)((ulong)hash % (ulong)files.Length)].Write(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in hash)));
    }

    /// <summary>The parts, one at a time: each is gone when the next one comes.</summary>
    internal IEnumerable<List<UInt128>> All()
    {
        if (files.Length == 0)
            yield return part;
        foreach (FileStream file in files)
        {
            Read(file);
            yield return part;
        }
    }

    public void Dispose()
    {
        // Fewer if one could not be made.
        foreach (FileStream? file in files)
            file?.Dispose();
    }

    private void Read(FileStream file)
    {
        file.Position = 0;
        CollectionsMarshal.SetCount(part, (int)(file.Length / 16));
        file.ReadExactly(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(part)));
    }
}
