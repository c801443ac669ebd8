using System.Runtime.InteropServices;

namespace Glissade.Documents;

/// <summary>
/// Keeps what was found in texts in a file, 5 bytes for each different run of words of a text: texts need not be read a second time, and
/// may come from standard input.
/// </summary>
internal sealed class FoundRunsSpool : IFoundRunsStore
{
    private readonly FileStream file;
    private readonly List<IRunIds> parts = [];

    /// <param name="beside">The file is made in the folder of this one, and gone when this is disposed.</param>
    internal FoundRunsSpool(FileStream beside) => file = AtomicFile.OpenScratch(beside);

    public void Add(FoundRuns found)
    {
        int part = parts.IndexOf(found.By);
        if (part < 0)
        {
            part = parts.Count;
            parts.Add(found.By);
        }
        Write([part, found.Ids.Length, found.Ends.Length, found.LabelIds.Length]);
        Write(found.Ids);
        file.Write(found.Times);
        Write(found.Ends);
        Write(found.LabelCounts);
        Write(found.LabelIds);
    }

    public IEnumerable<FoundRuns> TakeAll()
    {
        long length = file.Position;
        file.Position = 0;
        while (file.Position < length)
        {
            int[] head = Read(4);
            int texts = head[2];
            yield return new FoundRuns(Read(head[1]), ReadBytes(head[1]), Read(texts), Read(texts), Read(head[3]), parts[head[0]]);
        }
    }

    public void Dispose() => file.Dispose();

    private void Write(ReadOnlySpan<int> numbers) => file.Write(MemoryMarshal.AsBytes(numbers));

    private byte[] ReadBytes(int count)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(count);
        file.ReadExactly(bytes);
        return bytes;
    }

    private int[] Read(int count)
    {
        int[] numbers = GC.AllocateUninitializedArray<int>(count);
        file.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }
}
