using System.Net;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>More than Kestrel's own 30 MB, in little memory.</summary>
[NonParallelizable]
public sealed class LargeUploadTests : LocalTests
{
    private const long Length = 200L * 1024 * 1024;
    private const long MostGrowth = 64L * 1024 * 1024;

    [Test]
    public async Task A_large_file_goes_through_in_little_memory([Values] bool asForm)
    {
        string container = Storage.NewContainer();
        KeyScope scope = KeyScope.ForObject(container, "large");
        StreamContent body = new(new Zeros(Length));
        HttpRequestMessage request = asForm
            ? (await Storage.FormAsync(scope)).CreateRequest(body)
            : (await Storage.UrlAsync(scope, Permissions.Create)).CreateRequest(body);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        Answer answer = await Storage.SendAsync(request);
        long grown = GC.GetTotalMemory(forceFullCollection: false) - before;
        Answer head = await Storage.SendAsync(await Storage.UrlAsync(scope, Permissions.ReadProperties));

        answer.ShouldBe(HttpStatusCode.Created);
        head.Header("Content-Length").Should().Be($"{Length}");
        grown.Should().BeLessThan(MostGrowth);
    }

    private sealed class Zeros(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = (int)Math.Min(count, _left);
            Array.Clear(buffer, offset, read);
            _left -= read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }
    }
}
