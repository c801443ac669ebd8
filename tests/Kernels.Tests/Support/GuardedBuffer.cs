namespace Glissade.Kernels.Tests;

/// <summary>Numbers that end where the process may not read on: a kernel that touches one element too many ends with a fault.</summary>
internal sealed unsafe class GuardedBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int None = 0;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;
    private readonly nuint bytes;
    private byte* pages;

    public GuardedBuffer(int length)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("pages without access are made by Linux's mmap and mprotect here");
        nuint page = (nuint)Environment.SystemPageSize;
        nuint data = (((nuint)length * (nuint)sizeof(T)) + page - 1) / page * page;
        bytes = data + page;
        pages = GuardPages.Map(null, bytes, ReadWrite, PrivateAnonymous, -1, 0);
        Assert.NotEqual(-1, (nint)pages);
        Assert.Equal(0, GuardPages.Protect(pages + data, page, None));
        Length = length;
        Pointer = (T*)(pages + data) - length;
    }

    public int Length { get; }

    public T* Pointer { get; }

    public Span<T> Span => new(Pointer, Length);

    public void Dispose()
    {
        if (pages is null)
            return;
        Assert.Equal(0, GuardPages.Unmap(pages, bytes));
        pages = null;
    }
}
