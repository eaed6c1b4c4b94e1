/* Fills every block that malloc and its relatives hand out with 0xFF, which is NaN in float, double and bfloat16, -1 as an integer: whatever
   reads memory that nobody wrote then shows it. calloc stays zero, as it promises. glibc only.

   Build:  cc -O2 -shared -fPIC -o poison.so tests/poison/poison.c
   Run:    LD_PRELOAD=$PWD/poison.so dotnet test tests/I2MoE.Dsl.Tests -c Release --no-build --filter FullyQualifiedName~Encoders

   Memory of .NET (arrays, ArrayPool, stackalloc) is not handed out by malloc and is not covered. */
#include <errno.h>
#include <malloc.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

/* glibc's own names: they need no dlsym, which allocates itself. */
extern void *__libc_malloc(size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

/* The whole usable block, so that a later realloc finds nothing but poison behind what its owner wrote. */
static void *poisoned(void *block)
{
    if (block != NULL)
        memset(block, 0xFF, malloc_usable_size(block));
    return block;
}

void *malloc(size_t size) { return poisoned(__libc_malloc(size)); }

void *memalign(size_t alignment, size_t size) { return poisoned(__libc_memalign(alignment, size)); }

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

void *valloc(size_t size) { return memalign((size_t)sysconf(_SC_PAGESIZE), size); }

void *pvalloc(size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return memalign(page, (size + page - 1) / page * page);
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    if (alignment % sizeof(void *) != 0 || alignment == 0 || (alignment & (alignment - 1)) != 0)
        return EINVAL;
    void *made = memalign(alignment, size);
    if (made == NULL)
        return ENOMEM;
    *block = made;
    return 0;
}

void *realloc(void *block, size_t size)
{
    size_t kept = block == NULL ? 0 : malloc_usable_size(block);
    void *made = __libc_realloc(block, size);
    if (made != NULL && size != 0)
    {
        size_t usable = malloc_usable_size(made);
        if (usable > kept)
            memset((char *)made + kept, 0xFF, usable - kept);
    }
    return made;
}

void *reallocarray(void *block, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
    {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(block, bytes);
}
