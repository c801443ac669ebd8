using System.Collections.Concurrent;

namespace Glissade.Kernels.Tests;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryWorkerRunsOnceEachTime(int size)
    {
        using WorkerTeam team = new(size);
        Assert.Equal(size, team.Size);
        for (int round = 0; round < 100; round++)
        {
            int[] runs = new int[size];
            team.Run(worker => Interlocked.Increment(ref runs[worker]));
            Assert.All(runs, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void WorkersRunAtTheSameTime()
    {
        using WorkerTeam team = new(3);
        using Barrier barrier = new(3);
        // Each waits for all the others: would they run one after another, the first would wait in vain.
        team.Run(_ => Assert.True(barrier.SignalAndWait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void ATeamOfOneRunsOnTheCallingThread()
    {
        using WorkerTeam team = new(1);
        int thread = 0;
        team.Run(_ => thread = Environment.CurrentManagedThreadId);
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void AnExceptionIsRethrownAfterAllHaveFinishedAndTheTeamGoesOn(int failing)
    {
        using WorkerTeam team = new(3);
        int finished = 0;
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => team.Run(worker =>
        {
            if (worker == failing)
                throw new InvalidOperationException("worker " + worker);
            Thread.Sleep(20);
            Interlocked.Increment(ref finished);
        }));
        Assert.Equal($"worker {failing}", exception.Message);
        Assert.Equal(2, finished);
        team.Run(_ => Interlocked.Increment(ref finished));
        Assert.Equal(5, finished);
    }

    [Fact]
    public void OneOfSeveralExceptionsIsRethrown()
    {
        using WorkerTeam team = new(4);
        Assert.Throws<InvalidOperationException>(() => team.Run(_ => throw new InvalidOperationException()));
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 10, 3)]
    [InlineData(3, 1000, 7)]
    [InlineData(3, 5, 100)]
    [InlineData(2, 1, 1)]
    public void BlocksCoverEachIndexOnce(int size, int count, int blockSize)
    {
        using WorkerTeam team = new(size);
        int[] visits = new int[count];
        ConcurrentBag<(int Start, int End)> blocks = [];
        team.ForBlocks(count, blockSize, (worker, start, end) =>
        {
            Assert.InRange(worker, 0, size - 1);
            blocks.Add((start, end));
            for (int i = start; i < end; i++)
                Interlocked.Increment(ref visits[i]);
        });
        Assert.All(visits, visit => Assert.Equal(1, visit));
        Assert.All(blocks, block => Assert.Equal(Math.Min(blockSize, count - block.Start), block.End - block.Start));
    }

    [Fact]
    public void TheLastBlockMayReachTheLargestIndex()
    {
        using WorkerTeam team = new(2);
        long covered = 0;
        team.ForBlocks(int.MaxValue, 1 << 30, (_, start, end) => Interlocked.Add(ref covered, end - start));
        Assert.Equal(int.MaxValue, covered);
    }

    [Fact]
    public void ADisposedTeamRefusesJobs()
    {
        WorkerTeam team = new(3);
        team.Run(_ => { });
        team.Dispose();
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(_ => { }));
        Assert.Throws<ObjectDisposedException>(() => team.ForBlocks(1, 1, (_, _, _) => { }));
    }

    [Fact]
    public void SenselessArgumentsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerTeam(0));
        using WorkerTeam team = new(1);
        Assert.Throws<ArgumentNullException>(() => team.Run(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => team.ForBlocks(-1, 1, (_, _, _) => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => team.ForBlocks(1, 0, (_, _, _) => { }));
    }
}
