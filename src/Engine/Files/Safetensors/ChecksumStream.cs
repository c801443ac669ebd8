using System.IO.Hashing;

namespace Glissade;

/// <summary>Passes one tensor's bytes on to the file, hashes them, and refuses more than were declared.</summary>
internal sealed class ChecksumStream(Stream destination, TensorInfo tensor) : Stream
{
    private readonly XxHash3 hash = new();
    private long written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The checksum of a tensor that has been written whole.</summary>
    /// <exception cref="InvalidOperationException">Bytes are missing.</exception>
    internal ulong Finish()
    {
        if (written != tensor.ByteLength)
            throw Mismatch($"{written} bytes, expected {tensor.ByteLength}");
        return hash.GetCurrentHashAsUInt64();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > tensor.ByteLength - written)
            throw Mismatch($"more than the expected {tensor.ByteLength} bytes");
        written += buffer.Length;
        hash.Append(buffer);
        destination.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // The writer flushes the file once, at the end.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private InvalidOperationException Mismatch(string size) => new($"the source of tensor \"{tensor.Name}\" ({tensor}) wrote {size}");
}
